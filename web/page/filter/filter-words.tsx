// What is wrong with a filter, or old in it, with the word that it is about.
import type { FilterMessage } from "packetglass";

export interface FilterWordsProps {
  readonly text: string;
  readonly message: FilterMessage;
}

export function FilterWords({ text, message: about }: FilterWordsProps) {
  const { message, column, length, suggestion } = about;
  const word = text.slice(column, column + length);
  return (
    <>
      {word && <mark class="filter-word">{word}</mark>}
      {word && " "}
      {message}
      {suggestion && `; ${suggestion}?`}
    </>
  );
}
