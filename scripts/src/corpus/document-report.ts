import type { Finding } from "./corpus-document.ts";

/** What became of one document. */
export interface DocumentReport {
  readonly file: string;
  readonly operations: number;
  readonly generated: number;
  readonly compiled: number;
  /** Operations that answered as their document declares, each time that they were called. */
  readonly called: number;
  readonly answers: number;
  /** Of processor time, to read the document and to generate its package. */
  readonly milliseconds: number;
  /** The document, or operations of it, that are refused: the place, and what is wrong or not supported there. */
  readonly leftOut: readonly Finding[];
  /** What an overlay would have to say. */
  readonly assumptions: readonly Finding[];
  /** Examples that their own schemas refuse; the operations were called without them. */
  readonly faults: readonly Finding[];
  /** What is not the document's fault. */
  readonly failures: readonly string[];
}
