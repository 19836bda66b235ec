/** What one run keeps for the next. */
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** Read JSON from a file; `otherwise` where there is none yet. Throws where the file is damaged. */
export async function readKept<Value>(file: string, otherwise: Value): Promise<Value> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return otherwise;
    throw error;
  }
  return JSON.parse(text) as Value;
}

/** Write a file whole or not at all, as a program can be stopped at any moment. */
export async function keep(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.part`, text);
  await rename(`${file}.part`, file);
}
