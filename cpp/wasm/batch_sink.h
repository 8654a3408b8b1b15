// What is made of the packets of a source, in batches that are taken one after another.
#pragma once

#include "wasm/chosen_sink.h"

namespace packetglass {

class BatchSink : public ChosenSink {
 public:
  // Whether later packets say something of what is wanted.
  virtual bool needs_later() const = 0;
  // How many bytes of the capture it is best given at once.
  virtual std::size_t block_size() const = 0;
  // There was no memory, or too much is said of one packet: limited() then.
  virtual bool failed() const = 0;
  virtual bool limited() const = 0;
  // What is left is a batch; false without memory.
  virtual bool end_batch() = 0;
  // The address of the next batch, which is kept until the one behind it is asked for; 0 where
  // none is ready.
  virtual double take() = 0;

 protected:
  using ChosenSink::ChosenSink;
};

}  // namespace packetglass
