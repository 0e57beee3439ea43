import { parseDocument, Scalar, YAMLMap, type YAMLSeq } from "yaml";

/** An entry of `specs/sources.yaml`, in the order in which it is written. */
export interface SourceEntry {
  readonly file: string;
  readonly kind: string;
  readonly title: string;
  readonly domain?: string;
  readonly event?: string;
  readonly version?: number;
  readonly url?: string;
  /** The day it was received, as `2026-11-22`. */
  readonly received: string;
  readonly sha256: string;
  /** Validators of the HTTP answer, for conditional requests. */
  readonly etag?: string;
  readonly lastModified?: string;
}

/**
 * The list with an entry for each of `put`, and without those of the files in `dropped`. An entry that is there
 * already is replaced; new ones go where their file sorts. Everything else keeps its bytes.
 */
export function editSourceList(
  yaml: string,
  put: readonly SourceEntry[],
  dropped: readonly string[] = [],
): string {
  const document = parseDocument(yaml);
  const list = document.contents as unknown as YAMLSeq<YAMLMap>;
  const [first] = list.items;
  const heading = first?.commentBefore ?? list.commentBefore ?? null;
  if (first) first.commentBefore = null;
  list.commentBefore = null;
  list.flow = false;
  const added = put.map(({ file }) => file);
  list.items = list.items.filter((item) => {
    const file = String(item.get("file"));
    return !dropped.includes(file) && !added.includes(file);
  });
  for (const entry of put) {
    const at = list.items.findIndex((item) => String(item.get("file")) > entry.file);
    list.items.splice(at < 0 ? list.items.length : at, 0, entryNode(entry));
  }
  if (list.items[0]) list.items[0].commentBefore = heading;
  else list.commentBefore = heading;
  return document.toString({ lineWidth: 0 });
}

function entryNode(entry: SourceEntry): YAMLMap {
  const node = new YAMLMap();
  for (const [name, value] of Object.entries(entry)) {
    const scalar = new Scalar(value);
    if (name === "sha256" || name === "etag") scalar.type = "QUOTE_DOUBLE";
    node.set(name, scalar);
  }
  return node;
}
