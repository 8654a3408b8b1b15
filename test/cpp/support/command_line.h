// A test that runs the native binary as a person does, on captures it makes in a folder of its
// own.
#pragma once

#include <gtest/gtest.h>

#include "support/command.h"
#include "support/pcap_bytes.h"

namespace packetglass::test {

class CommandLine : public testing::Test {
 protected:
  // Returns the path of a file with these bytes.
  std::string write(const std::string& name, const ByteVector& bytes) const {
    const auto path = folder_ / name;
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
    return path.string();
  }
  std::string write(const std::string& name, std::string_view text) const {
    return write(name, ByteVector(text.begin(), text.end()));
  }

  // Runs packetglass with these words, which the shell splits.
  Outcome run(const std::string& words) const { return shell(PACKETGLASS_BINARY " " + words); }
  Outcome shell(const std::string& line) const { return temporary_.shell(line); }

 private:
  TemporaryFolder temporary_;

 protected:
  const std::filesystem::path folder_ = temporary_.path();
};

}  // namespace packetglass::test
