// The crs members of a GeoJSON text, in pieces of any length.
#include "data/ingest/geojson_crs.hpp"

#include <gtest/gtest.h>

namespace anxin {
namespace {

struct Said {
  bool stated, differ;
  bool operator==(const Said&) const = default;
};

// The same whole, byte by byte, and in threes.
Said read(std::string_view text) {
  const auto in_pieces = [&](std::size_t bytes) {
    CrsMembers members;
    for (std::size_t at = 0; at < text.size(); at += bytes) members.feed(text.substr(at, bytes));
    return Said{members.stated(), members.differ()};
  };
  const Said whole = in_pieces(text.size());
  EXPECT_EQ(whole, in_pieces(1)) << text;
  EXPECT_EQ(whole, in_pieces(3)) << text;
  return whole;
}

TEST(CrsMembers, OnlyAnObjectUnderTheFilesOwnCrsIsAStatement) {
  EXPECT_EQ(read(R"({"crs":{"a":1},"features":[]})"), (Said{true, false}));
  EXPECT_EQ(read(R"({"features":[],"crs" : { "a" : 1 } })"), (Said{true, false})) << "at the end";
  EXPECT_EQ(read(R"({"crs":null,"features":[]})"), (Said{false, false}));
  EXPECT_EQ(read(R"({"crs":"EPSG:4490"})"), (Said{false, false}));
  EXPECT_EQ(read(R"({"name":"\"crs\":{","features":[{"crs":{}}]})"), (Said{false, false}));
  EXPECT_EQ(read(R"(["crs",{}])"), (Said{false, false}));
}

TEST(CrsMembers, TwoThatAreNotTheSameDiffer) {
  EXPECT_EQ(read(R"({"crs":{"a":1},"crs":{"a":1}})"), (Said{true, false}));
  EXPECT_EQ(read(R"({"crs":{"a":1},"crs":{ "a": 1 }})"), (Said{true, false})) << "blanks aside";
  EXPECT_EQ(read(R"({"crs":{"a":1},"crs":{"a":2}})"), (Said{true, true}));
  EXPECT_EQ(read(R"({"features":[{"crs":{"a":1}},{"geometry":{"crs":{"a":2}}}]})"), (Said{false, true}));
  EXPECT_EQ(read(R"({"crs":{"a":"x y"},"crs":{"a":"xy"}})"), (Said{true, true})) << "blanks of a text count";
  EXPECT_EQ(read(R"({"crs":{"crs":{"a":1}},"features":[]})"), (Said{true, false})) << "one within the other";
}

TEST(CrsMembers, PropertiesAreTheOfficesOwn) {
  EXPECT_EQ(read(R"({"crs":{"a":1},"features":[{"properties":{"crs":{"a":2},"b":[{"crs":{}}]}}]})"),
            (Said{true, false}));
}

TEST(CrsMembers, WhatIsNoJsonEndsQuietly) {
  EXPECT_EQ(read("}}]]:::{{{[[["), (Said{false, false}));
  EXPECT_EQ(read(R"({"crs":{"a":1)"), (Said{false, false}));
}

}  // namespace
}  // namespace anxin
