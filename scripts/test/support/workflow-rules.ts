import { parse } from "yaml";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: { readonly [name: string]: unknown };
}

type Permissions = string | { readonly [scope: string]: string };

interface Job {
  readonly permissions?: Permissions;
  readonly environment?: unknown;
  readonly "timeout-minutes"?: number;
  readonly steps?: readonly Step[];
}

interface Workflow {
  readonly on: string | readonly string[] | { readonly [event: string]: unknown };
  readonly permissions?: Permissions;
  readonly jobs: { readonly [name: string]: Job };
}

/** What a workflow of ours must not do, beyond what actionlint finds. One line a problem. */
export function workflowProblems(text: string): string[] {
  const workflow = parse(text) as Workflow;
  return [
    ...triggers(workflow),
    ...permissions(workflow),
    ...pins(text),
    ...(/\bsecrets\b\s*[.[]/.test(text) ? ["It uses a secret: nothing of ours needs one."] : []),
    ...Object.entries(workflow.jobs).flatMap(([name, job]) =>
      jobProblems(job).map((problem) => `jobs.${name}: ${problem}`),
    ),
  ];
}

/** These run with the repository's rights on what anybody sends. */
function triggers({ on }: Workflow): string[] {
  const events = typeof on === "string" ? [on] : Array.isArray(on) ? on : Object.keys(on);
  return ["pull_request_target", "workflow_run", "issue_comment"]
    .filter((event) => events.includes(event))
    .map((event) => `It is started by ${event}, with more rights than what starts it.`);
}

function permissions({ permissions: common }: Workflow): string[] {
  if (common === undefined) return ["It declares no permissions: it would have the repository's defaults."];
  const writes = typeof common === "string" ? /write/.test(common) : Object.values(common).includes("write");
  return writes ? ["It may write in every job: give that to the job that needs it."] : [];
}

function pins(text: string): string[] {
  return [...text.matchAll(/^\s*(?:- )?uses:\s*(.*)$/gm)]
    .map(([, reference = ""]) => reference)
    .filter((reference) => !/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(reference))
    .map((reference) => `${reference} is not pinned by commit, with its version beside it.`);
}

function jobProblems(job: Job): string[] {
  const { steps = [], environment } = job;
  const problems: string[] = [];
  if (job["timeout-minutes"] === undefined) problems.push("It has no timeout-minutes.");
  if (job.permissions === "write-all") problems.push("It may write everything.");
  for (const { uses = "", with: input, run = "" } of steps) {
    if (uses.startsWith("actions/checkout@") && input?.["persist-credentials"] !== false)
      problems.push("It leaves its credentials in the checkout: persist-credentials: false.");
    // GitHub pastes expressions into the script before the shell sees it.
    if (run.includes("${{")) problems.push("A script holds an expression: give it the value by `env`.");
  }
  const hasIdentity = typeof job.permissions === "object" && job.permissions["id-token"] === "write";
  if (hasIdentity && environment === undefined)
    problems.push("It can publish, and no environment protects it.");
  if (hasIdentity) {
    for (const { run = "" } of steps)
      if (/pnpm (install(?!.*--ignore-scripts)|build|test|run)/.test(run))
        problems.push(`It can publish, and runs what need not: ${run.trim()}`);
  }
  return problems;
}
