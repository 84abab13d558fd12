// A seat at a store of its own with a small simulated city.
#pragma once
#include <gtest/gtest.h>

#include <memory>
#include <utility>

#include "console/desk/session.hpp"
#include "data/demo/demo.hpp"
#include "tests/tools/support.hpp"

namespace anxin::test {

class Seat : public ::testing::Test {
 protected:
  void make_city(std::size_t projects, int months) {
    auto pack = load_pack(pack_dir());
    ASSERT_TRUE(pack) << pack.error().en;
    pack_ = std::make_shared<const Pack>(std::move(*pack));
    DemoOptions demo;
    demo.projects = projects;
    demo.months = months;
    const auto made = make_demo_store(file_, *pack_, demo);
    ASSERT_TRUE(made) << made.error().en;
  }
  [[nodiscard]] DeskSession::Options options() const {
    DeskSession::Options o;
    o.store = file_;
    o.pack = pack_;
    return o;
  }
  // Takes the seat: session_, with everything loaded.
  void sit_down(DeskSession::Options o) {
    session_ = std::make_unique<DeskSession>(std::move(o));
    session_->wait_ready();
  }
  Scratch scratch_;
  std::filesystem::path file_ = scratch_ / "city.anxin";
  std::shared_ptr<const Pack> pack_;
  std::unique_ptr<DeskSession> session_;
};

}  // namespace anxin::test
