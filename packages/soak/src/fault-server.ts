// The process that the calls go to: `fault-server.ts <seed> <calls>`, started by fault-server-process.ts.
import { hash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ACCOUNTS, indexOf, isSlow, planOf } from "./plan.ts";
import {
  codeOfFault,
  faultOfCode,
  isUnauthorized,
  NOT_LET_IN,
  RECORDED_ATTEMPTS,
  SERVED,
  type ServerRecord,
} from "./server-record.ts";

const [seed, calls] = process.argv.slice(2).map(Number) as [number, number];

const met = new Uint8Array(calls * RECORDED_ATTEMPTS);
const complaints: string[] = [];
let requests = 0;
let tokensIssued = 0;
let tokensRefused = 0;
let connectionsMade = 0;

/** By account: the number of its newest token, and that of the newest one that was taken back. */
const newest = new Uint32Array(ACCOUNTS + 1);
const takenBack = new Uint32Array(ACCOUNTS + 1);
/** By call: the number of the token that it was refused with, which it must not come with again. */
const refusedWith = new Uint32Array(calls);

const server = createServer((request, response) => {
  if (request.url === "/api/passport/v2/s2s/access-token")
    readBody(request, (body) => issueToken(body, response));
  else serveCall(request, response);
});
server.on("connection", () => connectionsMade++);

function serveCall(request: IncomingMessage, response: ServerResponse): void {
  requests++;
  const complaint = complaintAbout(request);
  if (complaint) {
    complaints.push(complaint);
    answer(response, 400, {});
    return;
  }
  const index = indexOf(String(request.headers["x-cid"]));
  const code = meet(index, readToken(request.headers.authorization)!);
  const fault = faultOfCode(code);
  const act = () => {
    if (fault) fault.act(response, JSON.stringify({ call: index }));
    else if (code === SERVED) answer(response, 200, { call: index });
    else answer(response, 401, { message: "expired" });
  };
  if (fault?.isEarly) act();
  else readBody(request, act);
}

/** What no client should do. */
function complaintAbout({ method, url, headers }: IncomingMessage): string | undefined {
  const index = indexOf(String(headers["x-cid"]));
  if (!(index < calls)) return `a request without a call: ${method}`;
  const plan = planOf(seed, index);
  const { operation, account } = plan;
  const call = `call ${index} (${operation.name})`;
  const start = `/${operation.host}${operation.basePath}/`;
  if (method !== operation.method || !url?.startsWith(start))
    return `${call}: it went elsewhere than to ${operation.method} ${start}…`;
  const token = readToken(headers.authorization);
  if (token?.account !== account) return `${call}: with the token of another account`;
  if (rowOf(index).indexOf(0) < 0) return `${call}: more than ${RECORDED_ATTEMPTS} attempts`;
  // With a short time-out, it may not have heard of that.
  if (token.number <= refusedWith[index]! && !isSlow(plan))
    return `${call}: again with a token that it was refused with`;
  return undefined;
}

/** Records what a request meets. @returns its code. */
function meet(index: number, { account, number, exp }: Token): number {
  const row = rowOf(index);
  const isValid = number > takenBack[account]! && exp * 1000 > Date.now();
  const next = planOf(seed, index).faults[row.filter((code) => code > NOT_LET_IN).length];
  const code = !isValid ? NOT_LET_IN : next === undefined ? SERVED : codeOfFault(next);
  row[row.indexOf(0)] = code;
  if (isUnauthorized(code)) {
    tokensRefused++;
    refusedWith[index] = number;
    takenBack[account] = Math.max(takenBack[account]!, number);
  }
  return code;
}

function rowOf(index: number): Uint8Array {
  return met.subarray(index * RECORDED_ATTEMPTS, (index + 1) * RECORDED_ATTEMPTS);
}

/** Pismo's server-to-server login; now and then it fails. */
function issueToken(body: string, response: ServerResponse): void {
  const { account_id: account } = JSON.parse(body);
  const number = ++newest[account]!;
  tokensIssued++;
  const exp = Math.floor(Date.now() / 1000) + 3;
  const payload = Buffer.from(JSON.stringify({ account, number, exp })).toString("base64url");
  const succeed = () => answer(response, 201, { token: `e30.${payload}.c2lnbmVk` });
  const kind = hash("sha256", `${seed} token ${account} ${number}`, "buffer")[0]!;
  if (kind === 0) answer(response, 500, {});
  else if (kind === 1) response.socket?.resetAndDestroy();
  else if (kind === 2) response.writeHead(201).end('{"token":');
  else if (kind < 5) setTimeout(succeed, 30);
  else succeed();
}

interface Token {
  readonly account: number;
  readonly number: number;
  readonly exp: number;
}

function readToken(authorization = ""): Token | undefined {
  try {
    return JSON.parse(Buffer.from(authorization.split(".")[1]!, "base64url").toString());
  } catch {
    return undefined;
  }
}

function readBody(request: IncomingMessage, done: (body: string) => void): void {
  let body = "";
  request.setEncoding("utf8");
  request.on("data", (text) => (body += text)).on("end", () => done(body));
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

process.on("message", (message) => {
  if (message === "stop") {
    process.disconnect();
    return;
  }
  server.getConnections((_error, connectionsOpen) => {
    const record: ServerRecord = {
      met: message === "whole" ? met : new Uint8Array(),
      complaints,
      requests,
      tokensIssued,
      tokensRefused,
      connectionsMade,
      connectionsOpen,
    };
    process.send!(record);
  });
});
// Also where the one who started it was ended.
process.on("disconnect", () => {
  server.close();
  server.closeAllConnections();
});

server.listen(0, "127.0.0.1", () => process.send!((server.address() as AddressInfo).port));
