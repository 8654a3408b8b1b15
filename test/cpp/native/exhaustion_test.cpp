// Memory that ends anywhere, and exceptions nobody expects: a sentence, the exit code 1, and
// nothing is lost.
#ifdef PACKETGLASS_FAILING_NEW

#include <unistd.h>

#include <functional>
#include <set>

#include "support/command_line.h"
#include "support/packets.h"

namespace packetglass {
namespace {

class Exhaustion : public test::CommandLine {
 protected:
  test::Outcome run_failing(const std::string& words, unsigned long at, const std::string& throws,
                            const std::string& seconds = "20") const {
    return shell("cd " + folder_.string() + " && timeout --preserve-status " + seconds +
                 " env LD_PRELOAD=" + PACKETGLASS_FAILING_NEW +
                 " FAILING_NEW_AT=" + std::to_string(at) + " FAILING_NEW_THROWS=" + throws +
                 " " PACKETGLASS_BINARY " " + words);
  }

  // Lets allocation after allocation fail, in growing steps, until none is needed any more.
  // `check` looks at what is left each time, `prepare` comes before.
  void exhaust(
      const std::string& words, const std::function<void()>& check = [] {},
      const std::function<void()>& prepare = [] {}) const {
    for (const std::string throws : {"bad_alloc", "other"}) {
      bool done = false;
      int failed = 0;
      for (unsigned long at = 1; !done && at < 1'000'000; at += 1 + at / 3) {
        prepare();
        const auto [code, out, err] = run_failing(words, at, throws);
        done = code == 0 && err.find("packetglass: ") == std::string::npos;
        if (done) break;
        ++failed;
        EXPECT_TRUE(code == 1 || code == 2) << words << " " << at << " " << throws << ": " << code;
        EXPECT_NE(err, "") << words << " " << at;
        check();
      }
      EXPECT_TRUE(done) << words;
      EXPECT_GT(failed, 0) << words;
    }
  }

  const std::string http_ = test::dissected_capture("http").string();
};

TEST_F(Exhaustion, IsSaidByEveryCommandThatReads) {
  for (const std::string command :
       {"info ", "info --json ", "print ", "print -V ", "print --json ", "conversations ",
        "endpoints --csv ", "hierarchy --json ", "decapsulate ", "events "}) {
    exhaust(command + http_);
  }
  exhaust("follow " + http_ + " tcp,0");
  exhaust("interfaces");
  exhaust("--help");
}

TEST_F(Exhaustion, LeavesWhatWasThereAndNothingElse) {
  const auto names = [this] {
    std::set<std::string> all;
    for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
      all.insert(entry.path().filename());
    }
    return all;
  };
  write("old.pcap", "old");
  run("info");  // makes the files that the shell writes to
  const auto before = names();
  exhaust(
      "convert --force --to pcapng " + http_ + " old.pcap",
      [&] {
        EXPECT_EQ(test::read_file(folder_ / "old.pcap"), "old");
        EXPECT_EQ(names(), before);
      },
      [&] { write("old.pcap", "old"); });
}

TEST_F(Exhaustion, LeavesNoPartOfAnObject) {
  const auto objects = folder_ / "objects";
  std::filesystem::create_directory(objects);
  exhaust("objects --decode " + http_ + " objects", [&] {
    for (const auto& entry : std::filesystem::directory_iterator(folder_ / "objects")) {
      EXPECT_NE(entry.path().filename().string()[0], '.') << entry.path();
    }
    std::filesystem::remove_all(objects);
    std::filesystem::create_directory(objects);
  });
}

TEST_F(Exhaustion, LeavesWholePacketsOfWhatIsWritten) {
  const std::string events = run("events --file-headers " + http_).out;
  write("events.json", events);
  const std::string whole = run("info " + http_).out;
  exhaust("write --force new.pcap -i events.json", [&] {
    if (!std::filesystem::exists(folder_ / "new.pcap")) return;
    const auto info = run("info " + (folder_ / "new.pcap").string());
    EXPECT_EQ(info.err, "");
    EXPECT_EQ(info.code, 0);
    std::filesystem::remove(folder_ / "new.pcap");
  });
}

TEST_F(Exhaustion, IsSaidWhereCaptureAndInjectBegin) {
  if (geteuid() != 0) GTEST_SKIP() << "live capture needs root";
  const auto probe = run("inject -i lo " + write("none.pcap", test::pcap_bytes({}, {})));
  if (probe.code != 0) GTEST_SKIP() << "no capture on the loopback here: " << probe.err;
  exhaust("inject -i lo none.pcap");
  for (const unsigned long at : {1, 20, 50, 100, 200}) {
    // Ends by a signal when nothing fails.
    const auto outcome =
        run_failing("capture --force -i lo -w new.pcap udp port 9", at, "bad_alloc", "1");
    EXPECT_LE(outcome.code, 2) << at << ": " << outcome.err;
    EXPECT_NE(outcome.err, "") << at;
  }
}

}  // namespace
}  // namespace packetglass

#endif
