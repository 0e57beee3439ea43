// A CommonJS program, as many services are: it requires what its arguments name. A line of JSON a result.
async function main() {
  for (const specifier of process.argv.slice(2)) {
    const started = Date.now();
    let problem;
    try {
      const required = require(specifier);
      const imported = await import(specifier);
      const names = Object.keys(imported);
      if (names.length === 0) problem = "nothing is exported";
      const other = names.filter((name) => required[name] !== imported[name]);
      if (other.length > 0) problem = `not what import gives: ${other.join(", ")}`;
    } catch (error) {
      problem = String(error);
    }
    console.log(JSON.stringify({ name: `require: ${specifier}`, ms: Date.now() - started, problem }));
  }
}

main();
