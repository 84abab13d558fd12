#include "data/db/digest.hpp"

#include <gtest/gtest.h>

#include <string>

namespace anxin {
namespace {

// GB/T 32905-2016, appendix A.
TEST(Digest, GivesThePublishedValues) {
  EXPECT_EQ(to_hex(sm3("abc")), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  std::string sixty_four;
  for (int i = 0; i < 16; ++i) sixty_four += "abcd";
  EXPECT_EQ(to_hex(sm3(sixty_four)), "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
}

TEST(Digest, FedInPiecesIsTheSameAsAtOnce) {
  Sm3 hash;
  hash.update("a");
  hash.update("");
  hash.update("bc");
  EXPECT_EQ(hash.finish(), sm3("abc"));
  hash.update("abc");
  EXPECT_EQ(hash.finish(), sm3("abc")) << "the object starts anew";
}

TEST(Digest, OneBitMakesAnotherDigest) { EXPECT_NE(sm3("abc"), sm3("abb")); }

TEST(Digest, SurvivesBeingMoved) {
  Sm3 first;
  first.update("ab");
  Sm3 second(std::move(first));
  second.update("c");
  EXPECT_EQ(second.finish(), sm3("abc"));
}

}  // namespace
}  // namespace anxin
