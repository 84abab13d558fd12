// Runs one fuzz target once over every file of its corpus: the corpora as a test, without libFuzzer.
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

TEST(Corpus, ReplaysWithoutFault) {
  ASSERT_TRUE(std::filesystem::is_directory(ANXIN_CORPUS)) << "no corpus at " << ANXIN_CORPUS;
  std::size_t replayed = 0;
  for (const auto& entry : std::filesystem::directory_iterator(ANXIN_CORPUS)) {
    SCOPED_TRACE(entry.path().filename().string());
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    EXPECT_EQ(LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()), 0);
    ++replayed;
  }
  EXPECT_GT(replayed, 0u) << "an empty corpus proves nothing";
}

}  // namespace
