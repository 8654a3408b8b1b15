// What was sent over HTTP, FTP, TFTP and SMTP: a list whose rows lead to their packets, and bodies that can be saved.

import { useState } from "preact/hooks";
import { type Failure, failureOf } from "../capture/capture-failure.js";
import { type ListedObject, objectsOf, readObject, type SavedObject } from "../capture/objects.js";
import { useAnswer } from "../capture/use-answer.js";
import { download } from "../parts/download.js";
import { FailureText } from "../parts/failure-view.js";
import { Steps } from "../parts/steps.js";
import { formatCount, formatSize } from "../text/format-number.js";
import type { ViewProps } from "./view.js";

export function ObjectsView({ capture, onGo }: ViewProps) {
  const { value, failure } = useAnswer(() => objectsOf(capture), capture);
  const [unsaved, setUnsaved] = useState<Failure>();
  if (failure) return <FailureText failure={failure} />;
  if (!value) return <Waiting />;
  const { objects, isWhole } = value;
  if (objects.length === 0)
    return <p class="nothing">Nothing was sent over HTTP, FTP, TFTP or SMTP.</p>;
  const save = async (object: ListedObject) => {
    setUnsaved(undefined);
    await readObject(capture, object).then(give, (reason) => setUnsaved(failureOf(reason)));
  };
  return (
    <div class="objects">
      {unsaved && <FailureText failure={unsaved} />}
      {!isWhole && <p class="quiet">The first {formatCount(objects.length)} are listed.</p>}
      <Steps length={objects.length}>
        {(shown) => (
          <table class="objects-table">
            <thead>
              <tr>
                <th scope="col" class="figure">
                  Packet
                </th>
                <th scope="col">Protocol</th>
                <th scope="col">Host</th>
                <th scope="col">Target</th>
                <th scope="col">Type</th>
                <th scope="col" class="figure">
                  Size
                </th>
                <th scope="col">Body</th>
              </tr>
            </thead>
            <tbody>
              {objects.slice(0, shown).map((object) => (
                <ObjectRow key={object.number} object={object} onGo={onGo} onSave={save} />
              ))}
            </tbody>
          </table>
        )}
      </Steps>
    </div>
  );
}

/** All conversations that may carry something are read. */
function Waiting() {
  return (
    <p class="nothing" role="status">
      Looking for files that were sent…
    </p>
  );
}

const protocols = { http: "HTTP", "ftp-data": "FTP", tftp: "TFTP", imf: "Mail" } as const;

interface ObjectRowProps {
  readonly object: ListedObject;
  readonly onGo: ViewProps["onGo"];
  readonly onSave: (object: ListedObject) => void;
}

function ObjectRow({ object, onGo, onSave }: ObjectRowProps) {
  const { packet, protocol, host = "", method, target = "", type = "", size, isComplete } = object;
  return (
    <tr>
      <td class="figure">
        <button type="button" class="link" onClick={() => onGo(packet - 1)}>
          {packet}
        </button>
      </td>
      <td>{protocols[protocol]}</td>
      <td title={host}>{host}</td>
      <td title={[method, target].join(" ")}>{target}</td>
      <td title={type}>{type}</td>
      <td class="figure" title={`${formatCount(size)} bytes`}>
        {formatSize(size)}
      </td>
      <td>
        <button type="button" class="link" onClick={() => onSave(object)}>
          Save
        </button>
        {!isComplete && <span class="quiet"> not all of it</span>}
      </td>
    </tr>
  );
}

/** Bytes that are given to the browser as a file are never shown as what they claim to be. */

function give({ name, bytes }: SavedObject): void {
  download(name, [bytes as Uint8Array<ArrayBuffer>]);
}
