// Wrong usage: one sentence that helps, and the exit code 2.
#include <regex>

#include "support/command_line.h"
#include "support/packets.h"

namespace packetglass {
namespace {

class Usage : public test::CommandLine {
 protected:
  // What is said of wrong words, without the line that says where to read on.
  std::string said(const std::string& words) const {
    const auto [code, out, err] = run(words);
    EXPECT_EQ(code, 2) << words;
    EXPECT_EQ(out, "") << words;
    EXPECT_EQ(err.rfind("packetglass: ", 0), 0u) << err;
    return err.substr(13, err.find('\n') - 13);
  }

  const std::string http_ = test::dissected_capture("http").string();
  const std::string file_ = test::dissected_capture("transport").string();
};

TEST_F(Usage, QuotesAWrongCommandWithTheNearestOne) {
  EXPECT_EQ(said("inof x"), "\"inof\" is no command; did you mean info?");
  EXPECT_EQ(said("conversation x"), "\"conversation\" is no command; did you mean conversations?");
  EXPECT_EQ(said("xyzzy"), "\"xyzzy\" is no command; packetglass --help lists them");
  EXPECT_EQ(said(file_),
            "\"" + file_ + "\" is no command; packetglass info " + file_ + " says what it is");
}

TEST_F(Usage, QuotesAWrongOptionWithTheNearestOne) {
  EXPECT_EQ(said("info --jsn " + file_), "--jsn is no option of info; did you mean --json?");
  EXPECT_EQ(said("print --feilds=ip.src " + file_),
            "--feilds is no option of print; did you mean --fields?");
  EXPECT_EQ(said("hierarchy --nothing " + file_), "--nothing is no option of hierarchy");
  EXPECT_EQ(said("hierarchy a b"), "\"b\" is one word too many");
}

TEST_F(Usage, CountsFromOne) {
  for (const std::string command : {"print", "conversations", "endpoints"}) {
    for (const std::string count : {"0", "-1", "1.5", "x", "18446744073709551616"}) {
      EXPECT_NE(said(command + " -c " + count + " " + file_).find("--count"), std::string::npos)
          << command << " " << count;
    }
    EXPECT_EQ(run(command + " -c 1 " + file_).code, 0);
  }
}

TEST_F(Usage, RefusesStylesThatExcludeEachOther) {
  EXPECT_EQ(said("print -x --json " + file_), "-x excludes --json");
  EXPECT_EQ(said("print -V --csv " + file_), "-V excludes --csv");
  EXPECT_EQ(said("print -x --csv " + file_), "-x excludes --csv");
  EXPECT_EQ(said("print -x --fields ip.src " + file_), "-x excludes --fields");
  EXPECT_EQ(run("print -x -V " + file_).code, 0);
  EXPECT_EQ(run("print --csv --fields ip.src " + file_).code, 0);
}

TEST_F(Usage, TakesOneListOfFieldsAndNeverTheNextWord) {
  const std::string named = run("print -c 3 --fields ip.src,tcp.dstport " + file_).out;
  EXPECT_EQ(named, run("print -c 3 " + file_ + " --fields ip.src,tcp.dstport").out);
  EXPECT_NE(named, "");
  EXPECT_NE(said("print --fields ip.src, " + file_), "");
  EXPECT_NE(said("print " + file_ + " --fields"), "");
  EXPECT_NE(said("print --fields ip.src tcp.dstport " + file_), "");
}

TEST_F(Usage, RefusesAFieldThatThereIsNotWithTheNearestOnes) {
  EXPECT_EQ(said("print --fields ip.scr " + file_),
            "--fields: no field is called ip.scr; did you mean ip.src?");
  EXPECT_EQ(said("print --fields frame.number,tcp.ports " + file_),
            "--fields: no field is called tcp.ports; did you mean tcp.port or tcp.options?");
  EXPECT_EQ(said("print --fields xyzzy " + file_),
            "--fields: no field is called xyzzy; packetglass fields lists all");
  EXPECT_EQ(said("fields tcp.flgas"),
            "fields: no field is called tcp.flgas; did you mean tcp.flags?");
}

TEST_F(Usage, TakesChoicesInAnyCase) {
  EXPECT_EQ(run("events --time EPOCH " + file_).out, run("events --time epoch " + file_).out);
  EXPECT_EQ(run("conversations --layer TCP --sort Bytes " + file_).out,
            run("conversations --layer tcp --sort bytes " + file_).out);
  EXPECT_EQ(run("convert --to NSEC --endian Big --custom KEEP " + file_ + " -").out,
            run("convert --to nsec --endian big --custom keep " + file_ + " -").out);
  EXPECT_EQ(run("follow " + http_ + " TCP,0").out, run("follow " + http_ + " tcp,0").out);
}

TEST_F(Usage, SaysThatAFolderForObjectsIsAFileBeforeAnythingIsRead) {
  const std::string file = write("file", "mine");
  const auto outcome = shell("sleep 5 | " PACKETGLASS_BINARY " objects - " + file);
  EXPECT_EQ(outcome.code, 1);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.err, "packetglass: " + file + ": Not a directory\n");
}

TEST_F(Usage, MakesNoFolderForObjectsOfWhatIsNoCapture) {
  const std::string folder = (folder_ / "objects").string();
  EXPECT_EQ(run("objects " + write("noise", "noise") + " " + folder).code, 1);
  EXPECT_FALSE(std::filesystem::exists(folder));
}

TEST_F(Usage, PrintsNothingOfFilesThatCannotBeRead) {
  const std::string noise = write("noise", "This is no capture.");
  for (const std::string& file : {noise, folder_.string() + "/missing"}) {
    for (const std::string words :
         {"info ", "print ", "print --json ", "print --csv ", "print --csv --fields ip.src ",
          "conversations ", "conversations --json ", "endpoints --csv ", "hierarchy ",
          "hierarchy --json ", "decapsulate ", "events "}) {
      const auto outcome = run(words + file);
      EXPECT_EQ(outcome.code, 1) << words;
      EXPECT_EQ(outcome.out, "") << words;
      EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
    }
    const auto followed = run("follow " + file + " tcp,0");
    EXPECT_EQ(std::count(followed.err.begin(), followed.err.end(), '\n'), 1) << followed.err;
    const auto both = run("info " + file + " " + file_);
    EXPECT_EQ(both.out, run("info " + file_).out);
  }
}

TEST_F(Usage, NamesAFileOrAnInterfaceOnce) {
  const auto times = [](const std::string& text, const std::string& name) {
    const std::regex word(name);
    return std::distance(std::sregex_iterator(text.begin(), text.end(), word), {});
  };
  const std::string commands[] = {"capture -i no-such-one -w x", "inject -i no-such-one " + file_,
                                  "info no-such-one", "convert " + file_ + " no-such-one/x",
                                  "write x -i no-such-one"};
  for (const std::string& words : commands) {
    const std::string err = run(words).err;
    EXPECT_EQ(times(err, "no-such-one"), 1) << err;
  }
}

}  // namespace
}  // namespace packetglass
