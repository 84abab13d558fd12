// A test of what every Store must do: run once on the twin in memory, once on SpatiaLite.
#pragma once
#include <gtest/gtest.h>

#include <memory>

#include "data/store/store.hpp"
#include "tests/store/memory_store.hpp"
#include "tests/store/sample.hpp"
#include "tests/tools/support.hpp"

namespace anxin::test {

class StoreContract : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    if (GetParam() == "memory") {
      store_ = std::make_unique<MemoryStore>(sample_info());
      return;
    }
    auto made = create_store(scratch_ / "city.anxin", sample_info());
    ASSERT_TRUE(made) << made.error().en;
    store_ = std::move(*made);
  }
  BatchResult put(const Batch& batch, const std::string& id = "", std::int64_t second = 0) {
    auto result = store_->commit({}, batch, origin_at(second, id));
    EXPECT_TRUE(result) << result.error().en;
    return result.value_or(BatchResult{});
  }
  std::shared_ptr<Registry> registry(std::optional<Instant> known = {}) {
    auto loaded = store_->load_registry(known);
    EXPECT_TRUE(loaded) << loaded.error().en;
    (*loaded)->take(*store_->load_history(**loaded, known));
    return *loaded;
  }
  Scratch scratch_;
  std::unique_ptr<Store> store_;
};

inline const auto kStores = ::testing::Values("memory", "spatialite");
inline std::string store_name(const ::testing::TestParamInfo<std::string>& named) { return named.param; }

}  // namespace anxin::test
