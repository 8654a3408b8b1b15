// The messages of one side of a TCP conversation that are not complete yet.
#include "stream/side_messages.h"

#include <limits>

#include "stream/wrapping.h"

namespace packetglass {
namespace {

// From one sequence number to another behind it.
std::size_t distance(std::uint32_t from, std::uint32_t to) {
  return after(to, from) ? to - from : 0;
}

}  // namespace

void SideMessages::add(const SegmentInOrder& segment, const Outcome& found,
                       const Dissection& dissection, MessageLog& log, SpareBuffers& spare,
                       SegmentMessages& out) {
  Work work{segment, found, dissection, log, spare, out};
  for (Incomplete& message : incomplete_) message.touched = false;
  Stretch all{segment.payload, segment.sequence, 0, nullptr};
  if (segment.start) {
    all = all.from(std::min(distance(all.sequence, *segment.start), all.bytes.size()));
  }
  if (!segment.whole) {
    give_up(segment.packet, log, MessageRow::End::kGivenUp);
    if (!segment.repeated) deliver(work, all, all.bytes.size(), nullptr);
    return;
  }
  const Stretch rest = distribute(work, all);
  for (At at = incomplete_.begin(); at != incomplete_.end();) {
    const At message = at++;
    if (message->touched) settle(work, message);
  }
  if (!rest.bytes.empty()) {
    const bool known = incomplete_.empty() || incomplete_.back().size != 0;
    const bool behind_gap = segment.expected && rest.sequence == segment.sequence && known;
    behind_gap ? begin_behind_gap(work, rest) : begin(work, incomplete_.end(), rest);
  }
  if (segment.closes) close(work);
  give_up_oldest(work);
  for (const Incomplete& message : incomplete_) {
    out.waits = out.waits || (message.touched && !message.skipped);
  }
}

// Hands each part to the message that it belongs to; returns what belongs to none, behind all.
SideMessages::Stretch SideMessages::distribute(Work& work, Stretch rest) {
  for (At at = incomplete_.begin(); at != incomplete_.end() && !rest.bytes.empty();) {
    const At message = at++;
    // What is in front of it was seen, or is not missed.
    rest = rest.from(std::min(distance(rest.sequence, message->sequence), rest.bytes.size()));
    std::size_t room = std::numeric_limits<std::size_t>::max();
    const std::size_t offset = distance(message->sequence, rest.sequence);
    if (message->size != 0) {
      room = static_cast<std::size_t>(std::min<std::uint64_t>(
          room, message->size - std::min<std::uint64_t>(message->size, offset)));
    }
    if (at != incomplete_.end()) room = std::min(room, distance(rest.sequence, at->sequence));
    const std::size_t size = std::min(room, rest.bytes.size());
    if (size == 0) continue;
    Stretch part = rest;
    part.bytes = rest.bytes.first(size);
    if (add_to(work, message, part)) rest = rest.from(size);
  }
  return work.segment.repeated ? Stretch() : rest;
}

// Behind a gap: whether this looks like the beginning of a message.
bool SideMessages::begins_another(const Work& work, const Stretch& part) {
  const FoundMessage other = find_message(work.found, part.bytes, work.dissection);
  if (other.dissector == nullptr) return false;
  const bool whole =
      other.end == MessageEnd::kFound && other.progress.position <= part.bytes.size();
  return other.recognised || whole;
}

// false: it is not the message's, or the message is given up.
bool SideMessages::add_to(Work& work, At message, const Stretch& part) {
  const std::size_t offset = distance(message->sequence, part.sequence);
  const bool behind_gap = offset > message->bytes.contiguous_size() && !message->skipped;
  bool beyond = false;
  if (behind_gap && message->size == 0 && begins_another(work, part)) return false;
  if (!message->skipped) {
    beyond = ++message->segments > kMaxSegments || offset > kMaxMessage ||
             !message->bytes.add(offset, part.bytes, behind(work.segment.from, part.offset));
  }
  if (beyond) {
    end(message, work.segment.packet, MessageRow::End::kBeyondLimit, work.log);
    return false;
  }
  message->touched = true;
  message->idle = 0;
  if (message->skipped && offset + part.bytes.size() == message->size) {
    end(message, work.segment.packet, MessageRow::End::kGivenUp, work.log);
  }
  return true;
}

void SideMessages::settle(Work& work, At message) {
  if (message->skipped) return;
  const std::size_t there = message->bytes.contiguous_size();
  if (there == 0) return;
  if (message->dissector == nullptr) {
    if (there >= message->size) complete(work, message);
    return;
  }
  if (message->size == 0 && !message->until_close()) {
    const MessageEnd found = find_end(*message->dissector, message->bytes.contiguous(),
                                      work.dissection, message->progress);
    if (found == MessageEnd::kNotMine) {
      return end(message, work.segment.packet, MessageRow::End::kGivenUp, work.log);
    }
    if (found == MessageEnd::kFound) end_at(work, message, message->progress.position);
  }
  if (message->size != 0 && there >= message->size) return complete(work, message);
  let_go_of_body(work, *message);
  if (std::max<std::uint64_t>(there, message->size) > kMaxMessage) {
    deliver_first_part(work, message);
  }
}

// What columns do not say; once it is known where the message ends.
void SideMessages::let_go_of_body(const Work& work, Incomplete& message) {
  const bool known = message.size != 0 || message.until_close();
  const std::size_t head = message.progress.head;
  if (!work.segment.only_heads || !known || head == 0) return;
  if (message.bytes.contiguous_size() >= head) message.bytes.keep_first(head);
}

// What is behind it waits by itself.
void SideMessages::end_at(Work& work, At message, std::uint64_t size) {
  message->size = size;
  if (size > kMaxMessage || message->bytes.contiguous_size() >= size) return;
  SegmentBytes behind_it = message->bytes.take_behind(static_cast<std::size_t>(size));
  if (behind_it.size() == 0) return;
  const std::uint64_t first = behind_it.first_packet();
  Incomplete next(message->sequence + static_cast<std::uint32_t>(size));
  next.bytes = std::move(behind_it);
  const At at = keep(work, std::next(message), std::move(next), first);
  settle(work, at);
}

// Dissects it, and goes on with what is behind it.
void SideMessages::complete(Work& work, At message) {
  SegmentBytes bytes = std::move(message->bytes);
  const Dissector* const dissector = message->dissector;
  const auto size = static_cast<std::size_t>(message->size);
  const std::uint32_t begin_at = message->sequence;
  const At next = std::next(message);
  const bool begun = dissector != nullptr;
  end(message, work.segment.packet,
      begun ? MessageRow::End::kCompleted : MessageRow::End::kGivenUp, work.log);
  const Stretch stretch{bytes.contiguous(), begin_at, 0, &bytes};
  if (dissector == nullptr) return begin(work, next, stretch);
  const std::size_t left = bytes.contiguous_size() - size;
  deliver(work, stretch, size, dissector);
  if (left == 0 && !bytes.has_gap()) return;
  const std::uint32_t sequence = begin_at + static_cast<std::uint32_t>(size);
  const SegmentInOrder& segment = work.segment;
  const std::size_t offset = distance(segment.sequence, sequence);
  const bool in_segment = !after(segment.sequence, sequence) && !bytes.has_gap() &&
                          offset + left == segment.payload.size();
  if (in_segment) {
    return begin(work, next, {segment.payload.subspan(offset), sequence, offset, nullptr});
  }
  bytes.remove_first(size);
  begin(work, next, {bytes.contiguous(), sequence, 0, &bytes});
}

// It is too long to be kept: dissected as far as it is there; the rest is skipped.
void SideMessages::deliver_first_part(Work& work, At message) {
  SegmentBytes bytes = std::move(message->bytes);
  const std::size_t there = bytes.contiguous_size();
  deliver(work, {bytes.contiguous(), message->sequence, 0, &bytes}, there, message->dissector);
  const std::uint64_t size = message->size;
  work.out.delivered.back().length = static_cast<std::size_t>(
      std::min<std::uint64_t>(std::max<std::uint64_t>(there, size), 0xffffffff));
  const bool skips = size != 0 || message->until_close();
  Incomplete rest(message->sequence + static_cast<std::uint32_t>(there));
  rest.dissector = message->dissector;
  rest.progress = message->progress;
  rest.size = size == 0 ? 0 : size - there;
  rest.skipped = true;
  const At next = std::next(message);
  end(message, work.segment.packet, MessageRow::End::kBeyondLimit, work.log);
  // Sequence numbers say no more than this of what is to come.
  if (skips && rest.size < std::uint64_t{1} << 31) {
    keep(work, next, std::move(rest), work.segment.packet);
  }
}

FoundMessage SideMessages::find_first(const Work& work, const Stretch& stretch) {
  const bool known = work.segment.begins && stretch.kept == nullptr && stretch.offset == 0;
  return known ? *work.segment.begins : find_message(work.found, stretch.bytes, work.dissection);
}

// At the start of a message, as far as anybody knows.
void SideMessages::begin(Work& work, At before, Stretch stretch) {
  while (!stretch.bytes.empty()) {
    FoundMessage message = find_first(work, stretch);
    const Dissector* const dissector = message.dissector;
    std::size_t size = 0;
    const bool alone = dissector != nullptr && dissector->one_by_one;
    while (dissector != nullptr && message.end == MessageEnd::kFound && (size == 0 || !alone) &&
           message.progress.position <= stretch.bytes.size() - size) {
      size += static_cast<std::size_t>(message.progress.position);
      message.progress = {};
      message.end = size == stretch.bytes.size()
                        ? MessageEnd::kNotMine
                        : find_end(*dissector, stretch.bytes.subspan(size), work.dissection,
                                   message.progress);
    }
    const bool too_many = work.out.delivered.size() >= kMaxDelivered;
    if (too_many || (size == 0 && message.end == MessageEnd::kNotMine)) {
      size = stretch.bytes.size();
      message.end = MessageEnd::kNotMine;
    }
    if (size != 0) deliver(work, stretch, size, dissector);
    if (stretch.kept != nullptr) {
      stretch.kept->remove_first(size);
      stretch = {stretch.kept->contiguous(), stretch.sequence + static_cast<std::uint32_t>(size),
                 0, stretch.kept};
    } else {
      stretch = stretch.from(size);
    }
    if (size != 0 && alone) continue;
    if (message.end != MessageEnd::kNotMine) return wait(work, before, stretch, message);
  }
  // What is behind a gap goes on to wait.
  if (stretch.kept != nullptr && stretch.kept->has_gap()) wait(work, before, stretch, {});
}

// Behind bytes that have not come: what is recognised does not wait for them.
void SideMessages::begin_behind_gap(Work& work, const Stretch& stretch) {
  std::uint32_t expected = *work.segment.expected;
  if (!incomplete_.empty()) {
    const Incomplete& last = incomplete_.back();
    const std::uint32_t end = last.sequence + static_cast<std::uint32_t>(last.size);
    if (after(end, expected)) expected = end;
  }
  const std::size_t gap = distance(expected, stretch.sequence);
  if (gap == 0 || gap > kMaxMessage) return begin(work, incomplete_.end(), stretch);
  const bool begins = begins_another(work, stretch);
  if (!begins && !has_messages(work.found, work.dissection)) {
    return begin(work, incomplete_.end(), stretch);
  }
  Incomplete missing(expected);
  if (begins) missing.size = gap;
  const At at = keep(work, incomplete_.end(), std::move(missing), work.segment.packet);
  if (begins) return begin(work, incomplete_.end(), stretch);
  at->bytes.add(gap, stretch.bytes, behind(work.segment.from, stretch.offset));
  at->touched = true;
}

void SideMessages::deliver(Work& work, const Stretch& stretch, std::size_t size,
                           const Dissector* dissector) {
  DeliveredMessages& delivered = work.out.delivered.emplace_back();
  delivered.dissector = dissector;
  delivered.size = delivered.length = size;
  delivered.offset = stretch.offset;
  delivered.sequence = stretch.sequence;
  if (stretch.kept == nullptr) return;
  delivered.runs = stretch.kept->runs(size);
  const SourceRun& from = delivered.runs.front();
  if (delivered.runs.size() == 1 && from.packet == work.segment.packet &&
      from.offset != SourceRun::kNotInPacket) {
    delivered.offset = from.offset - work.segment.from.offset;  // it is all in this segment
    return;
  }
  delivered.reassembled = true;
  delivered.bytes = stretch.kept->first(size);
  delivered.length = delivered.bytes.size();
}

void SideMessages::wait(Work& work, At before, const Stretch& stretch,
                        const FoundMessage& message) {
  Incomplete waiting(stretch.sequence);
  std::uint64_t first = work.segment.packet;
  if (stretch.kept != nullptr) {
    waiting.bytes = std::move(*stretch.kept);
    first = std::min(first, waiting.bytes.first_packet());
  } else {
    waiting.bytes = SegmentBytes(work.spare.take());
    waiting.bytes.add(0, stretch.bytes, behind(work.segment.from, stretch.offset));
  }
  waiting.dissector = message.dissector;
  waiting.progress = message.progress;
  waiting.segments = 1;
  waiting.touched = true;
  const At at = keep(work, before, std::move(waiting), first);
  if (message.end == MessageEnd::kFound) end_at(work, at, message.progress.position);
  let_go_of_body(work, *at);
  if (at->size > kMaxMessage) deliver_first_part(work, at);
}

SideMessages::At SideMessages::keep(Work& work, At before, Incomplete message,
                                    std::uint64_t first) {
  MessageRow row;
  row.side = work.segment.side;
  row.first = static_cast<std::uint32_t>(first);
  row.sequence = message.sequence;
  row.known = message.dissector != nullptr;
  row.skipped = message.skipped;
  message.row = work.log.begin(row);
  return incomplete_.insert(before, std::move(message));
}

void SideMessages::end(At message, std::uint64_t packet, MessageRow::End end, MessageLog& log) {
  log.end(message->row, static_cast<std::uint32_t>(packet), end);
  incomplete_.erase(message);
}

// What ends where the side closes the connection is complete.
void SideMessages::close(Work& work) {
  for (At at = incomplete_.begin(); at != incomplete_.end();) {
    const At message = at++;
    if (!message->until_close()) continue;
    message->size = message->bytes.contiguous_size();
    message->skipped || message->size == 0
        ? end(message, work.segment.packet, MessageRow::End::kGivenUp, work.log)
        : complete(work, message);
  }
}

// Those that get no more bytes, and those that are too many.
void SideMessages::give_up_oldest(Work& work) {
  std::size_t too_many = incomplete_.size() - std::min(incomplete_.size(), kMaxIncomplete);
  for (At at = incomplete_.begin(); at != incomplete_.end();) {
    const At message = at++;
    if (++message->idle <= kMaxIdle && too_many == 0) continue;
    if (too_many != 0) --too_many;
    end(message, work.segment.packet, MessageRow::End::kGivenUp, work.log);
  }
}

void SideMessages::give_up(std::uint64_t packet, MessageLog& log, MessageRow::End end_as) {
  while (!incomplete_.empty()) end(incomplete_.begin(), packet, end_as, log);
}

std::size_t SideMessages::size() const {
  std::size_t size = 0;
  for (const Incomplete& message : incomplete_) size += message.bytes.size();
  return size;
}

}  // namespace packetglass
