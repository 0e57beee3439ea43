// Everything that the packages export, so that all their declarations are checked. It needs neither a page's types nor Node's.
export * as cards from "@pismo-client/cards";
export * as cardsValidators from "@pismo-client/cards/validators";
export * as events from "@pismo-client/events";
export * as mock from "@pismo-client/mock";
export * as runtime from "@pismo-client/runtime";
export * as tokenization from "@pismo-client/tokenization";
export * as tokenizationValidators from "@pismo-client/tokenization/validators";
export * as client from "pismo-client";
export * as clientCards from "pismo-client/cards";
export * as clientCardsValidators from "pismo-client/cards/validators";
export * as clientEvents from "pismo-client/events";
export * as node from "pismo-client/node";
export * as clientTokenization from "pismo-client/tokenization";
export * as clientTokenizationValidators from "pismo-client/tokenization/validators";
