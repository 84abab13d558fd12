// A file taken in at the desk: what keys and clicks ask for, what is off and why, that no text is clipped.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/panels/import_states.hpp"
#include "tests/panels/screen.hpp"

namespace anxin::test {
namespace {

constexpr int kEnter = 257, kEscape = 256, kDown = 264, kPageUp = 266, kPageDown = 267;

class Import : public ::testing::Test {
 protected:
  void show(const ImportState& s) {
    shown_ = std::make_shared<const ImportState>(s);
    screen.change = [this](Frame& f) {
      f.import = shown_;
      if (past_) f.as_of = f.today - std::chrono::days(30);
    };
    screen.frame();
    screen.frame();
  }
  template <class T>
  const T* asked() const {
    const T* last = nullptr;
    for (const Ask& ask : screen.sent.asks)
      if (const T* found = std::get_if<T>(&ask)) last = found;
    return last;
  }
  [[nodiscard]] const ApplyImport* applied() const {
    return screen.sent.commands.empty() ? nullptr : std::get_if<ApplyImport>(&screen.sent.commands[0]);
  }
  Screen screen{1920, 1080};
  bool past_ = false;
  std::shared_ptr<const ImportState> shown_;
};

TEST_F(Import, CtrlOLooksWhereFilesArriveAndBringsTheInspectorsPlaceBack) {
  screen.view.inspector = false;
  screen.frame();
  screen.key('O', true);
  ASSERT_TRUE(asked<LookForFile>());
  EXPECT_TRUE(asked<LookForFile>()->folder.empty());
  EXPECT_TRUE(screen.view.inspector);
}

TEST_F(Import, AFileLetFallIsPreviewedOfAShapefilesPartsTheShp) {
  screen.state.tools.import.dropped = {"/a/roads.dbf", "/a/roads.shp", "/a/roads.shx"};
  screen.frame();
  ASSERT_TRUE(asked<PreviewImport>());
  EXPECT_EQ(asked<PreviewImport>()->wish.file, "/a/roads.shp");
  EXPECT_FALSE(asked<PreviewImport>()->wish.kind) << "found from the header";
  screen.sent = {};
  screen.frame();
  EXPECT_FALSE(asked<PreviewImport>()) << "once";
}

TEST_F(Import, EnterWritesThePreviewThatIsSeen) {
  show(import_preview());
  EXPECT_TRUE(screen.shows("导入 1,201 行"));
  screen.key(kEnter);
  ASSERT_TRUE(applied());
  EXPECT_EQ(applied()->preview, 7u);
}

TEST_F(Import, OnAPastDayOrWithNothingNewTheButtonIsOffAndSaysWhy) {
  past_ = true;
  show(import_preview());
  EXPECT_TRUE(screen.shows("历史视图不可写入，End 回到实时"));
  screen.key(kEnter);
  EXPECT_FALSE(applied());
  past_ = false;
  ImportState same = import_preview();
  same.added = same.changed = 0;
  show(same);
  EXPECT_TRUE(screen.shows("不可用：没有新增或变更的行"));
  screen.key(kEnter);
  EXPECT_FALSE(applied());
}

TEST_F(Import, EscClosesItUnlessItIsBeingWritten) {
  ImportState s = import_preview();
  s.stage = ImportStage::Writing;
  show(s);
  screen.key(kEscape);
  EXPECT_FALSE(asked<CloseImport>());
  show(import_preview());
  screen.key(kEscape);
  EXPECT_TRUE(asked<CloseImport>());
}

TEST_F(Import, AColumnIsReadAsAnotherFieldByTwoClicks) {
  show(import_preview());
  const Pixel row = screen.find("编码");
  screen.click(row.x, row.y);
  screen.frame();
  ASSERT_EQ(screen.state.tools.import.open_column, 1);
  const Pixel field = screen.find(name_zh(Field::Name));
  screen.click(field.x, field.y);
  ASSERT_TRUE(asked<PreviewImport>());
  EXPECT_EQ(asked<PreviewImport>()->wish.map, (HeaderMap{{"编码", "name"}}));
  EXPECT_EQ(asked<PreviewImport>()->wish.kind, IntakeKind::Projects) << "the kind that was seen stays";
}

TEST_F(Import, AnotherSheetIsReadByAClickOrByTheTwoKeys) {
  ImportState s = import_preview();
  s.wish.file = "/data/各区.xlsx";
  s.wish.map = {{"编码", "id"}};
  s.wish.kind = IntakeKind::Projects;
  s.layers = {{"说明", "说明"}, {"朝阳区", "朝阳区"}, {"企业名录", "企业名录"}};
  s.layer_at = 1;
  show(s);
  EXPECT_TRUE(screen.shows("工作表"));
  const Pixel firms = screen.find("企业名录");
  screen.click(firms.x, firms.y);
  ASSERT_TRUE(asked<PreviewImport>());
  EXPECT_EQ(asked<PreviewImport>()->wish.layer, "企业名录");
  EXPECT_FALSE(asked<PreviewImport>()->wish.kind) << "found again from its own header";
  EXPECT_TRUE(asked<PreviewImport>()->wish.map.empty());
  screen.sent = {};
  screen.key(kPageUp);
  ASSERT_TRUE(asked<PreviewImport>());
  EXPECT_EQ(asked<PreviewImport>()->wish.layer, "说明");
  screen.sent = {};
  const Pixel datum = screen.find("BD-09");
  screen.click(datum.x, datum.y);
  ASSERT_TRUE(asked<PreviewImport>());
  EXPECT_EQ(asked<PreviewImport>()->wish.layer, "朝阳区") << "the sheet that was seen stays";
  s.layer_at = 2;
  show(s);
  screen.sent = {};
  screen.key(kPageDown);
  EXPECT_FALSE(asked<PreviewImport>()) << "the last one";
}

TEST_F(Import, AFileOfOneSheetOffersNoChoice) {
  ImportState s = import_preview();
  s.wish.file = "/data/各区.xlsx";
  s.layers = {{"台账", "台账"}};
  s.layer_at = 0;
  show(s);
  EXPECT_FALSE(screen.shows("工作表"));
  screen.key(kPageDown);
  EXPECT_FALSE(asked<PreviewImport>());
}

TEST_F(Import, AnotherSheetCanBeChosenAfterARefusalButNotWhileWriting) {
  ImportState s;
  s.stage = ImportStage::Refused;
  s.wish.file = "/data/库.gpkg";
  s.source = "库.gpkg";
  s.error = Error{ErrorCode::BadInput, "单元格 H5 是没有计算结果的公式。", "The cell H5 has no result."};
  s.layers = {{"在建", "在建"}, {"停工", "停工"}};
  s.layer_at = 0;
  show(s);
  EXPECT_TRUE(screen.shows("图层"));
  screen.key(kPageDown);
  ASSERT_TRUE(asked<PreviewImport>());
  EXPECT_EQ(asked<PreviewImport>()->wish.layer, "停工");
  s.stage = ImportStage::Writing;
  show(s);
  screen.sent = {};
  screen.key(kPageDown);
  const Pixel other = screen.find("停工");
  screen.click(other.x, other.y);
  EXPECT_FALSE(asked<PreviewImport>());
}

TEST_F(Import, AnotherDatumOrKindReadsTheFileAgain) {
  show(import_preview());
  const Pixel datum = screen.find("BD-09");
  screen.click(datum.x, datum.y);
  ASSERT_TRUE(asked<PreviewImport>());
  EXPECT_EQ(asked<PreviewImport>()->wish.crs->kind, Crs::Kind::Bd09);
  const Pixel kind = screen.find("投诉举报");
  screen.click(kind.x, kind.y);
  ASSERT_TRUE(asked<PreviewImport>());
  EXPECT_EQ(asked<PreviewImport>()->wish.kind, IntakeKind::Complaints);
}

TEST_F(Import, TypingFiltersTheFolderAndEnterTakesTheMarkedRow) {
  ImportState s;
  s.number = 3;
  s.list.folder = "/data/来件";
  s.list.entries = {{"旧", true, 0, {}}, {"项目.csv", false, 900, {}}, {"企业.xlsx", false, 900, {}}};
  show(s);
  screen.key(kDown);
  screen.key(kEnter);
  ASSERT_TRUE(asked<LookForFile>());
  EXPECT_EQ(asked<LookForFile>()->folder, "/data/来件/项目.csv");
  screen.type("企业");
  screen.frame();
  EXPECT_FALSE(screen.shows("项目.csv"));
  screen.key(kEnter);
  ASSERT_TRUE(asked<LookForFile>());
  EXPECT_EQ(asked<LookForFile>()->folder, "/data/来件/企业.xlsx");
  screen.type("/tmp/x.csv");
  screen.key(kEnter);
  ASSERT_TRUE(asked<LookForFile>());
  EXPECT_EQ(asked<LookForFile>()->folder, "/tmp/x.csv") << "a path is taken as it is";
}

TEST_F(Import, ABatchIsTakenBackByTheSecondClick) {
  ImportState s;
  s.number = 3;
  s.batches = {{14, Instant{}, "projects", "项目.csv", 1186, false, ""}};
  show(s);
  Pixel undo = screen.find("撤销");
  screen.click(undo.x, undo.y);
  EXPECT_TRUE(screen.sent.commands.empty());
  screen.frame();
  undo = screen.find("再点一次撤销");
  screen.click(undo.x, undo.y);
  ASSERT_EQ(screen.sent.commands.size(), 1u);
  EXPECT_EQ(std::get<UndoBatch>(screen.sent.commands[0]).batch, 14);
}

}  // namespace
}  // namespace anxin::test
