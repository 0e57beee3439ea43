import { join } from "node:path";
import ts from "typescript";

const folder = join(import.meta.dirname, "compiled");
const options: ts.CompilerOptions = {
  ...ts.convertCompilerOptionsFromJson(
    ts.readConfigFile(join(import.meta.dirname, "../../../tsconfig.base.json"), ts.sys.readFile).config
      .compilerOptions,
    folder,
  ).options,
  // What the emitted text needs of the base's settings is checked; the libraries themselves are not what is tested.
  skipLibCheck: true,
  allowImportingTsExtensions: true,
  noEmit: true,
};
const host = ts.createCompilerHost(options);
const read = new Map<string, ts.SourceFile | undefined>();

/** What the compiler says of these files, with the settings that the packages are built with. None is ever written. */
export function compile(files: { readonly [name: string]: string }): string[] {
  const texts = new Map(Object.entries(files).map(([name, text]) => [join(folder, name), text]));
  const inMemory: ts.CompilerHost = {
    ...host,
    directoryExists: (path) => path === folder || ts.sys.directoryExists(path),
    fileExists: (file) => texts.has(file) || host.fileExists(file),
    readFile: (file) => texts.get(file) ?? host.readFile(file),
    getSourceFile(file, language) {
      const text = texts.get(file);
      if (text !== undefined) return ts.createSourceFile(file, text, language);
      if (!read.has(file)) read.set(file, host.getSourceFile(file, language));
      return read.get(file);
    },
  };
  const program = ts.createProgram([...texts.keys()], options, inMemory);
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file && start !== undefined ? file.text.slice(0, start).split("\n").length : 0;
    return `${file?.fileName.slice(folder.length + 1)}:${line}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
  });
}

/** The names that a file declares at its top: what a document can add to them is an escape. */
export function statements(text: string): string[] {
  const file = ts.createSourceFile("emitted.ts", text, ts.ScriptTarget.Latest, true);
  return file.statements.map((statement) => {
    if (ts.isVariableStatement(statement)) return statement.declarationList.declarations[0]!.name.getText();
    const { name } = statement as ts.Statement & { name?: ts.Node };
    return name?.getText() ?? ts.SyntaxKind[statement.kind];
  });
}
