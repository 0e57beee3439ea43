import { readFileSync } from "node:fs";

interface CardsDocument {
  readonly components: {
    readonly schemas: { readonly UpdateCardStatusResponse: { readonly example: object } };
  };
}

const document: CardsDocument = JSON.parse(
  readFileSync(new URL("../../../specs/cards/openapi.json", import.meta.url), "utf8"),
);

/** What a success answers: the document's example. */
export const answer: object = document.components.schemas.UpdateCardStatusResponse.example;
export const answerText: string = JSON.stringify(answer);
