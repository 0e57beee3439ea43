import { buildSite } from "./build-site.ts";

const { folder, pages } = await buildSite();
console.log(`${pages} pages in ${folder}`);
