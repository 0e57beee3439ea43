import { createQuerySerializer, defaultPathSerializer } from "openapi-fetch";
import type { Operation } from "./operation.ts";

type Values = { readonly [name: string]: unknown };

/** The path of `operation`, filled with values that `readInput` has checked. */
export function writePath({ path, parameters }: Operation, values: Values): string {
  return path.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const { style, explode } = parameters[name]!;
    const value = values[name];
    if (!style && typeof value !== "object") return encodeURIComponent(value as string);
    // openapi-fetch takes the style from the template, in RFC 6570's way.
    const template = `{${style === "label" ? "." : style === "matrix" ? ";" : ""}${name}${explode ? "*" : ""}}`;
    return defaultPathSerializer(template, values);
  });
}

/** The query of `operation`, each parameter in its own style. */
export function writeQuery({ parameters }: Operation, values: Values): string {
  const written = Object.keys(values).map((name) => {
    const { style = "form", explode = style === "form" } = parameters[name]!;
    const options = { style: style as "form", explode };
    return createQuerySerializer({ array: options, object: options })({ [name]: values[name] });
  });
  return written.filter(Boolean).join("&");
}
