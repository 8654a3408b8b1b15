// Steps one behind the other, as one sink.
#pragma once

#include <memory>

#include "edit/edit.h"

namespace packetglass {

class EditChain final : public RecordSink {
 public:
  // `to` outlives it. Without steps everything goes to it as it stands. `front`, where there is
  // one, stands before the steps and is none of them: ToPcapng.
  EditChain(std::vector<std::unique_ptr<Edit>> steps, RecordSink& to,
            std::unique_ptr<Edit> front = nullptr);

  void section(const Section& section, Bytes raw) override { first_->section(section, raw); }
  void interface(const Interface& interface, Bytes raw) override {
    first_->interface(interface, raw);
  }
  bool packets(const PacketBatch& batch) override { return first_->packets(batch); }
  bool block(const Block& block) override { return first_->block(block); }
  void issue(const Issue& issue) override { first_->issue(issue); }

  // Everything was handed on: each step hands on what it kept back. false: a sink is full.
  bool finish();

  // The first reason of a step why it cannot go on.
  std::optional<Error> error() const;
  std::span<const std::unique_ptr<Edit>> steps() const { return steps_; }

 private:
  std::vector<std::unique_ptr<Edit>> steps_;
  std::unique_ptr<Edit> front_;
  RecordSink* first_;
};

}  // namespace packetglass
