// What a long task is doing: which step of how many, and how far that is.

// Where lines cannot be written over, such as in a log, one is written at each of these parts.
const LOGGED_PARTS = 4;

/** Does steps of {title, work} in their order, and says which of them it is at. */
export async function runSteps(steps) {
  const progress = new Progress(steps.length);
  for (const { title, work } of steps) await progress.step(title, work);
}

/** The steps of a task, in their order, as lines of text on `out`. */
export class Progress {
  #count = 0;
  #total;
  #out;

  /** `total` steps are to come. */
  constructor(total, out = process.stdout) {
    this.#total = total;
    this.#out = out;
  }

  /**
   * Does a step. `work` is given a function to call with how many of how many `things` are done,
   * as often as it likes. Resolves to what `work` resolves to.
   */
  async step(title, work, things = "files") {
    this.#count += 1;
    const name = `${this.#count}/${this.#total}  ${title}`;
    const line = new Line(this.#out, name, things);
    const start = performance.now();
    try {
      const value = await work((done, of) => line.reach(done, of));
      line.end(`${name} (${Math.round((performance.now() - start) / 1000)} s)`);
      return value;
    } catch (error) {
      line.end(`${name}: failed`);
      throw error;
    }
  }
}

/** A step's line: on a terminal it is written over, elsewhere it is followed by a few more. */
class Line {
  #out;
  #name;
  #things;
  #part = 0;

  constructor(out, name, things) {
    this.#out = out;
    this.#name = name;
    this.#things = things;
    this.#show(name);
  }

  reach(done, of) {
    const text = `${this.#name}: ${done} of ${of} ${this.#things}`;
    const part = Math.floor((LOGGED_PARTS * done) / of);
    if (this.#out.isTTY || (part > this.#part && done < of)) this.#show(text);
    this.#part = part;
  }

  end(text) {
    this.#show(text);
    if (this.#out.isTTY) this.#out.write("\n");
  }

  // What is wider than the terminal would go on in a line that is not written over.
  #show(text) {
    const { isTTY, columns } = this.#out;
    this.#out.write(isTTY ? `\r\x1b[K${text.slice(0, columns)}` : `${text}\n`);
  }
}
