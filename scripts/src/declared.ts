import { at, isObject, type Json, type JsonObject, pointer } from "./json.ts";
import type { OperationModel, SuccessModel } from "./operations.ts";

/** What stands at a place of a document, references followed, and where that is. */
export interface Place {
  readonly value: JsonObject;
  readonly pointer: string;
}

/** An operation as its document declares it, each part with its place. */
export interface Declared {
  /** In the order of the operation's model. */
  readonly parameters: readonly Place[];
  readonly body?: Place;
  readonly success: readonly DeclaredSuccess[];
}

export interface DeclaredSuccess extends SuccessModel {
  /** The media type's part of the response. */
  readonly media?: Place;
}

export function declaredOf(
  document: JsonObject,
  { metadata, parameters, bodyType, success }: OperationModel,
): Declared {
  const path = pointer("paths", metadata.path);
  const here = `${path}/${metadata.method.toLowerCase()}`;
  const operation = at(document, here) as JsonObject;
  const places = [path, here].flatMap((owner) =>
    list((at(document, owner) as JsonObject).parameters).flatMap((entry, index) =>
      follow(document, entry, `${owner}/parameters/${index}`),
    ),
  );
  const body = mediaOf(document, operation.requestBody, `${here}/requestBody`, bodyType);
  const responses = (operation.responses ?? {}) as JsonObject;
  return {
    parameters: parameters.map(
      ({ name, in: place }) => places.findLast(({ value }) => value.name === name && value.in === place)!,
    ),
    ...(body && { body }),
    success: success.map((each) => {
      const response = `${here}/responses/${each.status}`;
      const media = mediaOf(document, responses[each.status], response, each.mediaType);
      return { ...each, ...(media && { media }) };
    }),
  };
}

/** The place with its references followed; none where they lead nowhere. */
export function follow(document: JsonObject, value: Json | undefined, place: string): Place[] {
  if (!isObject(value)) return [];
  return typeof value.$ref === "string"
    ? follow(document, at(document, value.$ref), value.$ref)
    : [{ value, pointer: place }];
}

function mediaOf(
  document: JsonObject,
  value: Json | undefined,
  place: string,
  mediaType: string | undefined,
): Place | undefined {
  const [owner] = follow(document, value, place);
  if (!owner || mediaType === undefined) return undefined;
  const content = (owner.value.content as JsonObject)[mediaType];
  return follow(document, content, owner.pointer + pointer("content", mediaType).slice(1))[0];
}

function list(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
