import type { ServerResponse } from "node:http";

/** What the server does with one request instead of serving it, and what the client may make of that. */
export interface Fault {
  readonly name: string;
  /** How often it comes, among the others. */
  readonly weight: number;
  /** Answers, or does not; `success` is the answer that the request should have had. */
  readonly act: (response: ServerResponse, success: string) => void;
  /** It comes before the body of the request has been read. */
  readonly isEarly?: true;
  /** The status that the client gets to see; none where the connection breaks or nothing whole ever comes. */
  readonly status?: number;
  /** The call succeeds, late. */
  readonly isSuccess?: true;
  /** A status of success, and not the body that goes with it. */
  readonly isUnreadable?: true;
  /** Only the client's time-out ends it. */
  readonly isSlow?: true;
  /** Certainly not executed. Of everything else it cannot be told. */
  readonly isRefusal?: true;
  /** Whether the runtime's README promises a further attempt; `repeatable` is where the operation may be repeated. */
  readonly repeated: "always" | "repeatable" | "no";
}

const chunk = Buffer.alloc(32 * 1024, " ");

function answer(
  status: number,
  { body = '{"message":"refused"}', ...headers }: { readonly [header: string]: string } = {},
): Pick<Fault, "act" | "status"> {
  return {
    status,
    act: (response) =>
      response.writeHead(status, { "content-type": "application/json", ...headers }).end(body),
  };
}

/** A body that goes on for as long as anybody listens. */
function endless(status: number): Pick<Fault, "act" | "status"> {
  return {
    status,
    act: (response) => {
      response.writeHead(status, { "content-type": "application/json" });
      const write = () => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on("drain", write);
      write();
    },
  };
}

/** The body in pieces, `ms` apart; for ever if there is nothing to say. */
function drip(response: ServerResponse, body: string, ms: number): void {
  response.writeHead(200, { "content-type": "application/json" });
  const pieces = body.match(/.{1,8}/g);
  const timer = setInterval(() => {
    if (pieces?.length === 0) response.end();
    else response.write(pieces?.shift() ?? " ");
  }, ms);
  response.on("close", () => clearInterval(timer));
}

export const faults: readonly Fault[] = [
  {
    name: "reset before the body",
    weight: 3,
    act: (response) => response.socket?.resetAndDestroy(),
    isEarly: true,
    repeated: "repeatable",
  },
  {
    name: "reset after the body",
    weight: 3,
    act: (response) => response.socket?.resetAndDestroy(),
    repeated: "repeatable",
  },
  {
    name: "closed after the body",
    weight: 3,
    act: (response) => response.socket?.destroy(),
    repeated: "repeatable",
  },
  {
    name: "half a response",
    weight: 3,
    act: (response, success) =>
      response
        .writeHead(200, { "content-length": 2 * success.length })
        .write(success, () => response.destroy()),
    repeated: "repeatable",
  },
  {
    name: "no HTTP",
    weight: 1,
    act: (response) => response.socket?.end("HTTP/1.1 well\r\n\r\n"),
    repeated: "repeatable",
  },
  { name: "silence", weight: 2, act: () => {}, isSlow: true, repeated: "repeatable" },
  {
    name: "a drip without an end",
    weight: 2,
    act: (response) => drip(response, "", 5),
    isSlow: true,
    repeated: "repeatable",
  },
  {
    name: "a drip that ends in time",
    weight: 2,
    act: (response, success) => drip(response, success, 2),
    status: 200,
    isSuccess: true,
    repeated: "no",
  },
  ...[408, 500, 502, 503, 504].map(
    (status): Fault => ({ name: `${status}`, weight: 1, ...answer(status), repeated: "repeatable" }),
  ),
  { name: "501", weight: 1, ...answer(501), isRefusal: true, repeated: "no" },
  {
    name: "503, in 0 s",
    weight: 2,
    ...answer(503, { "retry-after": "0" }),
    isRefusal: true,
    repeated: "always",
  },
  {
    name: "503, tomorrow",
    weight: 1,
    ...answer(503, { "retry-after": "86400" }),
    isRefusal: true,
    repeated: "no",
  },
  {
    name: "429, in 0 s",
    weight: 2,
    ...answer(429, { "retry-after": "0" }),
    isRefusal: true,
    repeated: "always",
  },
  {
    name: "429, at a date",
    weight: 1,
    ...answer(429, { "retry-after": new Date(0).toUTCString() }),
    isRefusal: true,
    repeated: "always",
  },
  {
    name: "429, sometime",
    weight: 1,
    ...answer(429, { "retry-after": "soon" }),
    isRefusal: true,
    repeated: "repeatable",
  },
  { name: "401", weight: 6, ...answer(401), isRefusal: true, repeated: "no" },
  ...[400, 403, 404, 409, 422].map(
    (status): Fault => ({ name: `${status}`, weight: 1, ...answer(status), isRefusal: true, repeated: "no" }),
  ),
  {
    name: "413 before the body",
    weight: 1,
    ...answer(413, { connection: "close" }),
    isEarly: true,
    isRefusal: true,
    repeated: "no",
  },
  { name: "a redirect", weight: 1, ...answer(307, { location: "/api/elsewhere" }), repeated: "no" },
  {
    name: "a redirect to another host",
    weight: 1,
    ...answer(302, { location: "http://localhost:1/" }),
    repeated: "no",
  },
  {
    name: "HTML",
    weight: 1,
    ...answer(200, { "content-type": "text/html", body: "<html>" }),
    isUnreadable: true,
    repeated: "no",
  },
  {
    name: "half of the JSON",
    weight: 1,
    ...answer(200, { body: '{"id":' }),
    isUnreadable: true,
    repeated: "no",
  },
  { name: "an empty success", weight: 1, ...answer(200, { body: "" }), isUnreadable: true, repeated: "no" },
  {
    name: "an unknown charset",
    weight: 1,
    ...answer(400, { "content-type": "application/json; charset=klingon", body: '{"message":"ü"}' }),
    isRefusal: true,
    repeated: "no",
  },
  { name: "a success without an end", weight: 1, ...endless(200), isUnreadable: true, repeated: "no" },
  { name: "an error without an end", weight: 1, ...endless(500), repeated: "repeatable" },
];
