export * from "@pismo-client/events";
