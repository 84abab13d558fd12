// The shipped pack, read once for all tests of this program.
#pragma once
#include <gtest/gtest.h>

#include "data/packs/pack.hpp"
#include "tests/tools/support.hpp"

namespace anxin::test {

inline const Pack& beijing() {
  static const Pack pack = [] {
    auto loaded = load_pack(pack_dir());
    if (!loaded) throw std::runtime_error(loaded.error().en);
    return std::move(*loaded);
  }();
  return pack;
}

}  // namespace anxin::test
