import type { JsonObject } from "@pismo-client/scripts/json";

/** Makes the source of a client for a document in a folder, which is there and empty. Each as its users would run it. */
export type Generate = (document: JsonObject, folder: string) => Promise<void>;
