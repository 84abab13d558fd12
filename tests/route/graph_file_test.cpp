// The graph file: the same graph comes back; damaged, cut, foreign and newer files are refused in a sentence.
#include <algorithm>
#include <cstring>

#include "geo/route/graph_file.hpp"
#include "tests/route/network.hpp"
#include "tests/tools/support.hpp"

namespace anxin {
namespace {

RoadGraph network() { return RoadGraph::build(test::random_roads(31, 12), test::example_speeds()).value(); }

TEST(GraphFile, GivesTheSameGraphBack) {
  const test::Scratch scratch;
  const RoadGraph g = network();
  ASSERT_TRUE(save_graph(g, scratch / "x.roads").has_value());
  const auto back = load_graph(scratch / "x.roads");
  ASSERT_TRUE(back.has_value()) << back.error().en;
  EXPECT_EQ(graph_bytes(*back), graph_bytes(g));
  EXPECT_EQ(test::read_file(scratch / "x.roads"), graph_bytes(g));
  EXPECT_EQ(back->nodes(), g.nodes());
  EXPECT_EQ(graph_file_of("city.anxin"), std::filesystem::path("city.anxin.roads"));
}

TEST(GraphFile, ReplacesTheOldOneWholeAndLeavesNothingBeside) {
  const test::Scratch scratch;
  test::write_file(scratch / "x.roads", "old");
  ASSERT_TRUE(save_graph(network(), scratch / "x.roads").has_value());
  EXPECT_TRUE(load_graph(scratch / "x.roads").has_value());
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(scratch.folder()), {}), 1);
  const auto refused = save_graph(network(), scratch / "no folder/x.roads");
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::BadInput);
}

TEST(GraphFile, AnyFlippedBitIsRefused) {
  const std::string good = graph_bytes(network());
  std::mt19937_64 dice(31);
  for (int i = 0; i < 400; ++i) {
    std::string bad = good;
    const std::size_t at = i < 300 ? static_cast<std::size_t>(i) % good.size() : dice() % good.size();
    bad[at] = static_cast<char>(bad[at] ^ (1 << (dice() % 8)));
    const auto refused = graph_of_bytes(bad);
    ASSERT_FALSE(refused.has_value()) << "byte " << at;
    EXPECT_EQ(refused.error().code, ErrorCode::BadInput);
    EXPECT_TRUE(refused.error().zh.ends_with("。"));
  }
}

TEST(GraphFile, ACutFileIsRefused) {
  const std::string good = graph_bytes(network());
  for (std::size_t size = 0; size < good.size(); size += 1 + size / 7)
    EXPECT_FALSE(graph_of_bytes(good.substr(0, size)).has_value()) << size;
  EXPECT_FALSE(graph_of_bytes(good + "x").has_value());
}

TEST(GraphFile, ForeignAndNewerAndAbsentFilesHaveTheirOwnSentences) {
  const test::Scratch scratch;
  test::write_file(scratch / "x.roads", "SQLite format 3");
  EXPECT_NE(load_graph(scratch / "x.roads").error().en.find("not a road file"), std::string::npos);
  std::string newer = graph_bytes(network());
  newer[8] = 2;  // the version
  ASSERT_TRUE(repair_graph_checksums(newer));
  EXPECT_NE(graph_of_bytes(newer).error().en.find("newer version"), std::string::npos);
  EXPECT_EQ(load_graph(scratch / "absent.roads").error().code, ErrorCode::NotFound);
  EXPECT_EQ(load_graph(scratch.folder()).error().code, ErrorCode::NotFound);
}

// Behind right checksums stands a check of every table: whatever a file says, a search stays inside.
TEST(GraphFile, AForgedFileWithRightChecksumsIsRefusedOrHarmless) {
  const std::string good = graph_bytes(network());
  std::mt19937_64 dice(32);
  std::size_t accepted = 0;
  for (int i = 0; i < 400; ++i) {
    std::string forged = good;
    for (int k = 0; k < 3; ++k) forged[16 + dice() % (good.size() - 16)] = static_cast<char>(dice());
    ASSERT_TRUE(repair_graph_checksums(forged));
    const auto g = graph_of_bytes(forged);
    if (!g) continue;
    ++accepted;
    RouteSearch search(*g);
    std::mt19937_64 places(static_cast<std::uint64_t>(i));
    const Snap from = test::random_snap(*g, places), to = test::random_snap(*g, places);
    if (const auto route = search.route(from, to, TrafficProfile::Peak)) {
      EXPECT_GE(route->distance_m, 0);
    }
  }
  EXPECT_GT(accepted, 0U);  // a moved vertex or another length is no contradiction
}

}  // namespace
}  // namespace anxin
