#include "console/window/view_file.hpp"

#include <gtest/gtest.h>

#include "tests/tools/support.hpp"

namespace anxin {
namespace {

WindowMemory some() {
  WindowMemory m;
  m.x = 10, m.y = 20, m.w = 1600, m.h = 900;
  m.view.theme = 1;
  m.view.language = "en";
  m.view.selected = "P-110105-0417";
  m.view.selected_unit = "110105";
  m.view.filters.sectors = 5;
  m.view.filters.grade_hidden[1] = true;
  m.view.sort = SortKey::Arrears;
  m.view.camera_x = 450'123.25, m.view.camera_y = 4'418'000.5, m.view.metres_per_px = 31.7;
  m.view.inspector = false;
  m.view.muted = true;
  return m;
}

TEST(WindowMemory, WhatIsSavedComesBack) {
  const test::Scratch scratch;
  ASSERT_TRUE(save_window_memory(scratch / "deep/window.json", some()));
  const auto back = load_window_memory(scratch / "deep/window.json");
  ASSERT_TRUE(back);
  EXPECT_EQ(to_json(*back), to_json(some()));
  EXPECT_EQ(back->view.filters, some().view.filters);
  EXPECT_EQ(back->view.camera_x, 450'123.25);
  EXPECT_TRUE(back->view.muted);
}

TEST(WindowMemory, ADamagedFileIsRefusedWithASentence) {
  for (const char* text :
       {"", "{", "[]", "{}", "{\"version\": 2}", "{\"version\": 1, \"theme\": \"pink\"}",
        "{\"version\": 1, \"window\": {\"w\": -5}}", "{\"version\": 1, \"window\": {\"w\": \"wide\"}}",
        "{\"version\": 1, \"camera\": {\"x\": 1e300}}", "{\"version\": 1, \"ui_scale\": 0}",
        "{\"version\": 1, \"sort\": 77}"}) {
    const auto memory = window_memory_from_json(text);
    ASSERT_FALSE(memory) << text;
    EXPECT_EQ(memory.error().code, ErrorCode::BadInput);
  }
}

TEST(WindowMemory, AFileOfAnEarlierVersionWithFewerMembersIsTaken) {
  const auto memory = window_memory_from_json("{\"version\": 1, \"theme\": \"light\"}");
  ASSERT_TRUE(memory);
  EXPECT_EQ(memory->view.theme, 1);
  EXPECT_EQ(memory->w, 1920);
}

TEST(WindowMemory, NoFileIsNoFault) {
  const test::Scratch scratch;
  const auto memory = load_window_memory(scratch / "window.json");
  ASSERT_FALSE(memory);
  EXPECT_EQ(memory.error().code, ErrorCode::NotFound);
}

TEST(WindowMemory, ADamagedFileGivesTheDefaultsAndANotice) {
  const test::Scratch scratch;
  const auto file = scratch / "window.json";
  test::write_file(file, "{\"version\": 1, \"theme\": \"pink\"}");
  const Recalled recalled = recall_window(file);
  EXPECT_EQ(to_json(recalled.memory), to_json(WindowMemory{}));
  ASSERT_EQ(recalled.notices.size(), 1U);
  EXPECT_NE(recalled.notices[0].en.find("damaged (theme); the defaults are used"), std::string::npos);
  EXPECT_NE(recalled.notices[0].zh.find("改用默认设置"), std::string::npos);
}

TEST(WindowMemory, ASoundFileAndNoFileGiveNoNotice) {
  const test::Scratch scratch;
  EXPECT_TRUE(recall_window(scratch / "window.json").notices.empty());
  ASSERT_TRUE(save_window_memory(scratch / "window.json", some()));
  const Recalled recalled = recall_window(scratch / "window.json");
  EXPECT_TRUE(recalled.notices.empty());
  EXPECT_EQ(to_json(recalled.memory), to_json(some()));
}

TEST(WindowMemory, AFolderThatCannotBeWrittenIsSaid) {
  EXPECT_FALSE(save_window_memory("/proc/anxin/window.json", some()));
}

}  // namespace
}  // namespace anxin
