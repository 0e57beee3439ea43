export * from "@pismo-client/cards";
