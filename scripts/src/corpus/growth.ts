import { emitValidators } from "../emit-validators.ts";
import type { JsonObject } from "../json.ts";
import { readCorpusDocument } from "./corpus-document.ts";
import { generatedPackage } from "./generated-package.ts";
import { processorTime } from "./processor-time.ts";

/** What an operation costs in a document of some size. */
export interface Growth {
  readonly operations: number;
  /** Of the processor, to read the document and to generate its package. */
  readonly milliseconds: number;
}

/** What costs as much for each of many operations as for each of few, is below this. */
export const allowedGrowth = 1.5;

/** Reads and generates made-up documents of some sizes, by turns; the medians tell. */
export function measureGrowth(sizes: readonly number[], rounds: number): Growth[] {
  const texts = sizes.map((count) => JSON.stringify(syntheticDocument(count)));
  const times = sizes.map((): number[] => []);
  cost(texts[0]!);
  for (let round = 0; round < rounds; round++)
    for (const [index, text] of texts.entries()) times[index]!.push(cost(text));
  return sizes.map((operations, index) => ({
    operations,
    milliseconds: median(times[index]!) / operations,
  }));
}

function cost(text: string): number {
  const before = processorTime();
  const read = readCorpusDocument(text, "synthetic.json");
  generatedPackage("synthetic", read, "synthetic.json");
  emitValidators("synthetic", read.title, read.document, read.operations, "synthetic.json");
  return processorTime() - before;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** As published documents are: each operation with schemas of its own, and with what all of them share. */
function syntheticDocument(count: number): JsonObject {
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const json = (name: string) => ({ "application/json": { schema: ref(name) } });
  const text = { type: "string", description: "What it is called.", maxLength: 50, example: "A name" };
  const paths: JsonObject = {};
  const schemas: JsonObject = {
    Amount: {
      type: "object",
      required: ["value", "currency"],
      properties: { value: { type: "number", minimum: 0 }, currency: ref("Currency") },
    },
    Currency: { type: "string", enum: ["BRL", "USD", "EUR"] },
    Problem: { type: "object", properties: { code: text, message: text } },
  };
  for (let index = 0; index < count; index++) {
    schemas[`Order${index}`] = {
      type: "object",
      required: ["name", "amount"],
      properties: { name: text, amount: ref("Amount"), parts: { type: "array", items: ref(`Part${index}`) } },
    };
    schemas[`Part${index}`] = {
      type: "object",
      properties: {
        id: { type: "integer" },
        kind: { type: "string", enum: ["A", "B"] },
        amount: ref("Amount"),
      },
    };
    paths[`/orders/v${index}/{orderId}`] = {
      post: {
        operationId: `placeOrder${index}`,
        summary: `Place an order of kind ${index}`,
        parameters: [{ name: "orderId", in: "path", required: true, schema: { type: "string" } }],
        requestBody: { required: true, content: json(`Order${index}`) },
        responses: {
          "200": { description: "Placed", content: json(`Order${index}`) },
          "400": { description: "Refused", content: json("Problem") },
        },
      },
    };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Synthetic", version: "1" },
    servers: [{ url: "https://sandbox.example.com" }],
    paths,
    components: { schemas },
  };
}
