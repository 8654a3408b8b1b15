// Runs a fuzzer without libFuzzer, once on each file of the folders that are named.
//   fuzz_NAME [--real FOLDER] FOLDER…
// --real: the folder of real captures, where it exists; PACKETGLASS_CAPTURES names another.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

void replay(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
  std::fprintf(stderr, "%s\n", path.c_str());  // the last one is the one that crashed
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

std::size_t replay_all(const fs::path& folder) {
  std::size_t count = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    replay(entry.path());
    ++count;
  }
  return count;
}

std::size_t replay_real(const char* usual) {
  const char* const named = std::getenv("PACKETGLASS_CAPTURES");
  const fs::path files = fs::path(named != nullptr && *named != 0 ? named : usual) / "files";
  return fs::exists(files) ? replay_all(files) : 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t count = 0;
  for (int i = 1; i < argc; ++i) {
    const bool is_real = std::string_view(argv[i]) == "--real" && i + 1 < argc;
    count += is_real ? replay_real(argv[++i]) : replay_all(argv[i]);
  }
  std::printf("%zu files replayed\n", count);
  return count == 0 ? 1 : 0;
}
