// Joins captures to one, in constant memory.
#pragma once

#include <deque>

#include "edit/join/join_source.h"

namespace packetglass {

// By time: of the records that come next of all sources, the earliest, and of equal ones that of
// the source that was added first. A source that is not in order itself is taken as it comes.
//
//   while (!join.ended()) {
//     if (const auto source = join.wants()) read on: join.push(*source, …) or join.finish(…)
//     else join.write(out);
//   }
class Join {
 public:
  using Issues = std::function<void(std::size_t source, const Issue&)>;

  Join(const JoinTarget& target, Issues issues);

  // One more source, before anything is read. `name`: see JoinSource.
  void add(std::string name);

  // The source that has to be read on before anything more can be written.
  std::optional<std::size_t> wants() const;
  // Takes all complete records of the window, as CaptureReader does; behind an error or finish()
  // the source has ended, and what was read of it is joined.
  Result<std::size_t> push(std::size_t source, Bytes window);
  Result<std::size_t> finish(std::size_t source, Bytes rest);

  // Appends records, about 1 MiB at most, while no source is wanted. Begins with the header.
  void write(std::vector<std::uint8_t>& out);

  // Everything was written, or error() says why not.
  bool ended() const;
  // What cannot be joined at all: sources of several link types, to classic pcap.
  const std::optional<Error>& error() const { return error_; }
  // The source that the error is of.
  std::size_t error_source() const { return error_source_; }

  // Reports what the target cannot hold. Returns what has to be written again.
  std::vector<CaptureFileWriter::Patch> finish();

  const JoinSource& source(std::size_t i) const { return sources_[i]; }
  std::size_t sources() const { return sources_.size(); }

 private:
  struct Next {
    Nanoseconds time;
    std::size_t source;
    // For a heap whose first is the earliest.
    bool operator<(const Next& other) const {
      return time != other.time ? time > other.time : source > other.source;
    }
  };

  Next next_of(std::size_t source) const;
  void settle(std::size_t source);
  bool begin(std::vector<std::uint8_t>& out);
  void begin_section(std::vector<std::uint8_t>& out);
  bool begin_classic(std::vector<std::uint8_t>& out);
  bool agrees(std::size_t i, std::size_t first);
  void write_from(Next first, std::vector<std::uint8_t>& out);
  void declare(std::vector<std::uint8_t>& out);
  void fail(std::size_t source, Error error);

  const JoinTarget target_;
  Issues issues_;
  JoinedInterfaces interfaces_;
  std::deque<JoinSource> sources_;
  std::size_t primed_ = 0;          // sources of which something waits, or nothing ever will
  std::optional<std::size_t> dry_;  // of which nothing waits, but may
  std::vector<Next> heap_;
  bool begun_ = false;
  std::uint64_t records_size_ = 0;  // bytes behind the header
  std::optional<Error> error_;
  std::size_t error_source_ = 0;
};

}  // namespace packetglass
