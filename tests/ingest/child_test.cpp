#include "data/ingest/child.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/tools/support.hpp"

namespace anxin {
namespace {

std::string outcome(const std::filesystem::path& file, const std::string& work = "csv",
                    ChildLimits limits = {}) {
  const auto sheet = read_in_child({file, work, "/proc/self/exe", limits, {}, nullptr});
  return sheet ? std::to_string(sheet->rows()) + " rows" : sheet.error().en;
}

class Child : public testing::Test {
 protected:
  std::filesystem::path good() {
    test::write_file(scratch_ / "good.csv", "a,b\n1,2\n3,4\n");
    return scratch_ / "good.csv";
  }
  test::Scratch scratch_;
};

TEST_F(Child, SendsTheCellsOfAFile) {
  const auto sheet = read_in_child({good(), "csv", "/proc/self/exe", {}, {}, nullptr});
  ASSERT_TRUE(sheet) << sheet.error().en;
  EXPECT_EQ(sheet->head.columns, (std::vector<std::string>{"a", "b"}));
  std::vector<std::string_view> cells;
  EXPECT_EQ(sheet->row(1, cells).line, 3u);
  EXPECT_EQ(cells, (std::vector<std::string_view>{"3", "4"}));
}

TEST_F(Child, ForbiddenCallsEndIt) {
  const std::string ended =
      "While reading this file the child process tried what it may not do and was ended; nothing was "
      "imported.";
  EXPECT_EQ(outcome(good(), "plant-socket"), ended);
  EXPECT_EQ(outcome(good(), "plant-exec"), ended);
}

TEST_F(Child, WritingDeletingAndForkingFail) {
  const std::string nothing_sent =
      "The process that reads files did not start.";  // the plant met EPERM and left
  EXPECT_EQ(outcome(good(), "plant-write"), nothing_sent);
  EXPECT_EQ(outcome(good(), "plant-append"), nothing_sent);
  EXPECT_EQ(outcome(good(), "plant-fork"), nothing_sent);
  test::write_file("/tmp/anxin-plant-kept", "x");
  EXPECT_EQ(outcome(good(), "plant-unlink"), nothing_sent);
  EXPECT_TRUE(std::filesystem::remove("/tmp/anxin-plant-kept"));
}

TEST_F(Child, TenGigabytesAreRefused) {
  ChildLimits limits;
  limits.memory_bytes = 1u << 30;
  EXPECT_EQ(outcome(good(), "plant-memory", limits),
            "Reading the file took more memory than allowed and was stopped; nothing was imported.");
}

TEST_F(Child, EndlessWorkIsStopped) {
  ChildLimits limits;
  limits.cpu = std::chrono::seconds(1);
  const std::string stopped =
      "Reading the file took longer than allowed and was stopped; nothing was imported.";
  EXPECT_EQ(outcome(good(), "plant-spin", limits), stopped);
  limits.wall = std::chrono::seconds(1);
  EXPECT_EQ(outcome(good(), "plant-hang", limits), stopped);
}

TEST_F(Child, ACrashIsOneSentence) {
  EXPECT_EQ(outcome(good(), "plant-crash"),
            "The child process crashed while reading this file (signal 6); nothing was imported.");
}

TEST_F(Child, AMalformedAnswerIsNotBelieved) {
  const std::string malformed =
      "The process that reads the file gave a malformed answer; nothing was imported.";
  EXPECT_EQ(outcome(good(), "plant-truncated"), malformed);
  EXPECT_EQ(outcome(good(), "plant-wrong-cells"), malformed);
  EXPECT_EQ(outcome(good(), "plant-bad-utf8"), malformed);
  EXPECT_EQ(outcome(good(), "plant-huge-frame"), malformed);
  EXPECT_EQ(outcome(good(), "plant-stranger"), "The process that reads files is not this program.");
}

TEST_F(Child, AProgramThatIsNotOursIsNotTaken) {
  const auto sheet = read_in_child({good(), "csv", "/bin/true", {}, {}, nullptr});
  EXPECT_FALSE(sheet);
  EXPECT_EQ(sheet.error().code, ErrorCode::Internal);
}

TEST_F(Child, OnlyOrdinaryFilesAreOpened) {
  EXPECT_EQ(outcome(scratch_.folder()),
            "\"" + scratch_.folder().filename().string() + "\" is a directory; name a file.");
  EXPECT_EQ(outcome(scratch_ / "absent.csv"), "There is no file \"absent.csv\".");
  test::write_file(scratch_ / "empty.csv", "");
  EXPECT_EQ(outcome(scratch_ / "empty.csv"), "The file \"empty.csv\" is empty.");
  ASSERT_EQ(mkfifo((scratch_ / "pipe.csv").c_str(), 0600), 0);
  EXPECT_EQ(outcome(scratch_ / "pipe.csv"), "\"pipe.csv\" is not an ordinary file.");
  EXPECT_NE(outcome("/vsicurl/http://127.0.0.1/x.csv").find("no addresses and no /vsi paths"),
            std::string::npos);
  ChildLimits small;
  small.file_bytes = 4;
  EXPECT_EQ(outcome(good(), "csv", small),
            "The file \"good.csv\" is larger than 0 MB; import it in several files.");
}

TEST(Format, IsKnownByExtension) {
  EXPECT_EQ(format_of("a.CSV"), FileFormat::Csv);
  EXPECT_EQ(format_of("a.geojson"), FileFormat::GeoJson);
  EXPECT_EQ(format_of("a.XLSX"), FileFormat::Xlsx);
  EXPECT_EQ(format_of("工地.shp"), FileFormat::Files);
  EXPECT_EQ(format_of("a.xls").error().en, ".xls files are not read; save it as .xlsx or CSV UTF-8.");
  EXPECT_FALSE(format_of("a.vrt"));
}

TEST(Sandbox, ACommandLineFromOutsideIsNoChild) {
  std::string words[] = {"anxin", "--intake-child", "csv", "1", "1", "x", "projects", "", ""};
  std::vector<char*> argv;
  for (auto& word : words) argv.push_back(word.data());
  EXPECT_EQ(run_if_intake_child(9, argv.data()), 64);
  EXPECT_EQ(run_if_intake_child(1, argv.data()), std::nullopt);
}

}  // namespace
}  // namespace anxin
