// What the sides of a conversation say, one after the other as they said it.

import type { Conversation, FollowedName, StreamPiece } from "packetglass";
import type { RemoteCapture } from "packetglass/worker";
import { readStream } from "../capture/followed.js";
import { useAnswer } from "../capture/use-answer.js";
import { FailureText } from "../parts/failure-view.js";
import { BackIcon } from "../parts/icons.js";
import { formatCount, formatQuantity } from "../text/format-number.js";

/** A conversation that can be followed, and what it is called. */
export interface FollowedOne {
  readonly conversation: Conversation;
  readonly name: FollowedName;
}

export interface FollowViewProps {
  readonly capture: RemoteCapture;
  readonly followed: FollowedOne;
  readonly onBack: () => void;
  /** Called with the index, from 0, of the packet that brought a piece. */
  readonly onGo: (index: number) => void;
}

export function FollowView({ capture, followed, onBack, onGo }: FollowViewProps) {
  const { conversation, name } = followed;
  const about = `${name.layer} ${name.stream}`;
  const { value, failure } = useAnswer(() => readStream(capture, name), capture, about);
  const { addressA, portA, addressB, portB } = conversation;
  return (
    <div class="follow">
      <header class="traffic-bar">
        <button type="button" class="button button-small" onClick={onBack}>
          <BackIcon /> Conversations
        </button>
        <h2>
          {name.layer.toUpperCase()} stream {name.stream}
        </h2>
        <span class="side-0">{`${addressA} port ${portA}`}</span>
        <span class="side-1">{`${addressB} port ${portB}`}</span>
      </header>
      {failure && <FailureText failure={failure} />}
      {value && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys have to reach it.
        <section class="follow-text" tabIndex={0} aria-label="What was said">
          {value.pieces.map((piece) => (
            <Piece
              key={`${piece.side} ${piece.offset} ${piece.packet}`}
              piece={piece}
              onGo={onGo}
            />
          ))}
          {value.pieces.length === 0 && <p class="nothing">Nothing was said.</p>}
          {!value.isWhole && <p class="quiet">There is more, which is not shown.</p>}
        </section>
      )}
    </div>
  );
}

function Piece({ piece, onGo }: { piece: StreamPiece; onGo: FollowViewProps["onGo"] }) {
  const { side, packet, bytes, gap = 0 } = piece;
  return (
    <div class={`piece side-${side}`}>
      <button
        type="button"
        class="link piece-packet"
        title={`Packet ${formatCount(packet)}`}
        onClick={() => onGo(packet - 1)}
      >
        {packet}
      </button>
      {bytes ? (
        <pre>{textOf(bytes)}</pre>
      ) : (
        <em>[{formatQuantity(gap, "byte")} not in the capture]</em>
      )}
    </div>
  );
}

const decoder = new TextDecoder();

/** UTF-8; what is none is a dot. Controls are escaped when it is rendered. */
function textOf(bytes: Uint8Array): string {
  return decoder.decode(bytes).replaceAll("\r\n", "\n").replaceAll("\ufffd", ".");
}
