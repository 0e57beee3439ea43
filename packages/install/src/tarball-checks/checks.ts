import { checkContents, checkDocuments } from "./contents.ts";
import { checkImports } from "./imports.ts";
import { checkManifest } from "./manifest.ts";
import { checkPlaces, checkSecrets } from "./privacy.ts";
import { checkWithPublint } from "./publint.ts";
import { checkSize } from "./size.ts";
import { checkSourceMaps } from "./source-maps.ts";
import { checkSources } from "./sources.ts";
import type { Check } from "./subject.ts";
import { checkTypes } from "./types.ts";

/** Everything that a tarball has to stand before it is published, by the name that a report gives it. */
export const checks: { readonly [name: string]: Check } = {
  publint: checkWithPublint,
  types: checkTypes,
  contents: checkContents,
  documents: checkDocuments,
  manifest: checkManifest,
  maps: checkSourceMaps,
  sources: checkSources,
  imports: checkImports,
  places: checkPlaces,
  secrets: checkSecrets,
  size: checkSize,
};
