import { createRequire } from "node:module";
import type { Browser, Page } from "@pismo-client/browser";
import type { AxeResults } from "axe-core";

/** How a page is opened. */
export interface Mode {
  readonly width: number;
  readonly colorScheme: "light" | "dark";
}

/** What was seen of a page. */
export interface Inspection {
  /** Errors and warnings of the console, uncaught errors, and requests that failed. */
  readonly problems: readonly string[];
  /** Where requests went that left the site. */
  readonly outside: readonly string[];
  /** What is wider than the window. */
  readonly wide: readonly string[];
  /** What axe finds: contrast, size of targets, names, order of headings, … */
  readonly accessibility: readonly string[];
  readonly title: string;
  readonly description: string;
  readonly language: string;
  readonly viewport: string;
  /** Of its text, in px. */
  readonly fontSize: number;
  /** Of its heading. */
  readonly color: string;
  readonly ids: readonly string[];
  /** The addresses of its links. */
  readonly links: readonly string[];
}

/** In ms: a page needs a while when many are opened at once. */
const timeout = 60_000;
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/**
 * Opens pages one after the other in one way, and looks at each.
 *
 * @param root The address below which everything that they load must be.
 * @param withAxe The pages that axe looks at, which takes most of the time.
 */
export async function inspect(
  browser: Browser,
  root: string,
  paths: readonly string[],
  { width, colorScheme }: Mode,
  withAxe: readonly string[] = paths,
): Promise<Map<string, Inspection>> {
  const context = await browser.newContext({ viewport: { width, height: 844 }, colorScheme });
  const page = await context.newPage();
  let problems: string[] = [];
  let outside: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText;
    // The icon comes after the rest, and the next page may be quicker.
    if (reason !== "net::ERR_ABORTED") problems.push(`${request.url()} failed: ${reason}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) problems.push(`${response.url()} answered ${response.status()}`);
  });
  page.on("request", (request) => {
    const isInside = [root, "data:", "blob:"].some((start) => request.url().startsWith(start));
    if (!isInside) outside.push(request.url());
  });

  const inspections = new Map<string, Inspection>();
  for (const path of paths) {
    problems = [];
    outside = [];
    await page.goto(root + path, { timeout });
    inspections.set(path, {
      problems,
      outside,
      ...(await look(page)),
      accessibility: withAxe.includes(path) ? await accessibility(page) : [],
    });
  }
  await context.close();
  return inspections;
}

function look(page: Page): Promise<Omit<Inspection, "problems" | "outside" | "accessibility">> {
  return page.evaluate(() => {
    const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
    const meta = (name: string) => all(`meta[name=${name}]`)[0]?.getAttribute("content") ?? "";
    const isWide = document.documentElement.scrollWidth > innerWidth;
    return {
      wide: !isWide
        ? []
        : all("body *")
            .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
            .slice(0, 5)
            .map(({ outerHTML }) => outerHTML.slice(0, 120)),
      title: document.title,
      description: meta("description"),
      viewport: meta("viewport"),
      language: document.documentElement.lang,
      fontSize: Math.min(
        ...all("body, main p").map((element) => Number.parseFloat(getComputedStyle(element).fontSize)),
      ),
      color: getComputedStyle(all("h1")[0]!).color,
      ids: all("[id]").map(({ id }) => id),
      links: all("a[href]").map((link) => (link as HTMLAnchorElement).href),
    };
  });
}

/** What axe finds in a page that is open. */
async function accessibility(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axe });
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run: (options: object) => Promise<AxeResults> } }).axe.run({
      resultTypes: ["violations"],
      rules: { "target-size": { enabled: true } },
    }),
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ html, failureSummary }) => `${id}: ${html.slice(0, 120)} ${failureSummary?.split("\n")[1] ?? ""}`,
    ),
  );
}
