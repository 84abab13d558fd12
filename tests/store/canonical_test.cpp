// Test vectors of the canonical form: a change here breaks every store there is.
#include "data/store/canonical.hpp"

#include <gtest/gtest.h>

#include "tests/store/sample.hpp"

namespace anxin::test {
namespace {

using namespace std::chrono;

std::string sm3_of(std::string_view bytes) { return to_hex(sm3(bytes)); }

TEST(Canonical, AnEnterpriseIsItsLetterAndFields) {
  RowDigest digest;
  digest.add(EnterpriseRow{"91A", "甲", Credit::C});
  EXPECT_EQ(digest.rows(), 1U);
  EXPECT_EQ(digest.finish(), sm3_of(std::string("E\x03") + "91A" + "\x03甲" + "\x04"));
}

TEST(Canonical, RecordsAreTheirLettersAndFields) {
  const auto on = [](int n) { return Day{days{n}}; };
  const auto of = [](const auto& row) {
    RowDigest digest;
    digest.add(row);
    return digest.finish();
  };
  using namespace std::string_literals;
  EXPECT_EQ(of(ComplaintRow{"c", "p", on(1), 2, {}, Channel::Visit, on(3)}), sm3_of("C\1c\1p\2\4\0\x8\1\6"s));
  EXPECT_EQ(of(OrderRow{"o", "p", on(1), on(2), {}, "s"}), sm3_of("O\1o\1p\2\4\0\1s"s));
  EXPECT_EQ(of(BlacklistRow{"u", on(1), {}, on(2)}), sm3_of("B\1u\2\0\1\4"s));
  EXPECT_EQ(of(IncidentRow{"i", "p", on(1), 5, {}}), sm3_of("I\1i\1p\2\n\0"s));
  EXPECT_EQ(of(FeedRow{"f", "n", "w", FeedKind::RealName, 7}), sm3_of("F\1f\1n\1w\2\xE"s));
  EXPECT_EQ(of(FeedArrivalRow{"f", Instant{seconds{3}}}), sm3_of("A\1f\6"s));
  EXPECT_EQ(of(ProjectFeedRow{"p", "f", on(1)}), sm3_of("L\1p\1f\2"s));
}

TEST(Canonical, AProjectIsItsLetterAndFieldsWithAbsentOnesMarked) {
  ProjectRow row;
  row.id = "P1";
  row.name = "n";
  row.supervising_unit = "BDA";
  row.sector = Sector::Municipal;
  row.funding = Funding::Unknown;
  row.status = ProjectStatus::Finished;
  row.unlicensed = true;
  row.at = LonLat::of_degrees(-0.0, 1.0);
  row.start = Day{days{-1}};
  row.pay_day = 15;
  row.contract_fen = 300;
  row.owner = "o";
  std::string bytes =
      "P\x02P1\x01n\x03"
      "BDA";
  bytes += std::string("\0\0", 2) + "\x02\x04\x04\x02";
  bytes += std::string("\0\0\0\0\0\0\0\0", 8) + std::string("\0\0\0\0\0\0\xF0\x3F", 8);
  bytes += std::string("\x01\x01", 2) + std::string("\0", 1) + std::string("\x01\x1E", 2) + "\x01\xD8\x04";
  bytes += std::string("\x01o\0\0", 4);
  RowDigest digest;
  digest.add(row);
  EXPECT_EQ(digest.finish(), sm3_of(bytes));
}

TEST(Canonical, AMonthNamesItsProjectOnlyWhenItChanges) {
  ProjectMonthRow row;
  row.project = "P1";
  row.month = year{2018} / 3;
  row.valid_from = Day{days{2}};
  row.due_fen = -1;
  // 2018 * 12 + 2 = 24218, zigzag 48436 = 0xBD34: B4 FA 02.
  const std::string month = std::string("M\xB4\xFA\x02\x04") + std::string("\0\0\x01\x01\0\0\0\0", 8);
  const std::string expected = "J\x02P1" + month + month;
  RowDigest digest;
  digest.add(row);
  digest.add(row);
  EXPECT_EQ(digest.finish(), sm3_of(expected));
}

TEST(Canonical, ASafeguardNamesItsSubjectOnlyWhenItChanges) {
  SafeguardRow row{"P1", false, Safeguard::NoticeBoard, SafeguardState::Yes, Day{days{1}}, 5};
  RowDigest digest;
  digest.add(row);
  row.subject = "P2";
  digest.add(row);
  const std::string rest = std::string("S\0\x0C\x02\x02\x01\x0A", 7);
  EXPECT_EQ(digest.finish(), sm3_of("K\x02P1" + rest + "K\x02P2" + rest));
}

TEST(Canonical, AChangeIsTextWithLengths) {
  Change change;
  change.kind = Change::Kind::BatchImported;
  change.revision = 7;
  change.at = Instant{seconds{1520000000}};
  change.seat = "值班一席";
  change.command_id = "c 1";
  change.what = "projects";
  change.source = "a\nb.csv";
  change.rows = 2;
  change.digest = "00ff";
  const std::string expected =
      "anxin journal 1\nchange 13 BatchImported\nrevision 1 7\nat 10 1520000000\nseat 12 值班一席\ncommand 3 "
      "c 1\n"
      "what 8 projects\nsource 7 a\nb.csv\nrows 1 2\ndigest 4 00ff\nundoes 1 0\n";
  EXPECT_EQ(canonical(change), expected);
  const Digest before = sm3("before");
  EXPECT_EQ(to_hex(chain(before, expected)), sm3_of(std::string(as_bytes(before)) + expected));
  EXPECT_NE(chain(before, expected), chain(sm3("other"), expected));
}

TEST(Canonical, OperationsCarryTheirChangesAtTheEnd) {
  Change change;
  change.kind = Change::Kind::OperationsChanged;
  change.revision = 9;
  change.at = Instant{seconds{1520000000}};
  change.seat = "值班一席";
  change.command_id = "c\n9";
  change.what = "operations";
  change.rows = 1;
  change.changes = R"([{"change":"AlarmAcknowledged","incident":"I-1"}])";
  const std::string expected =
      "anxin journal 1\nchange 17 OperationsChanged\nrevision 1 9\nat 10 1520000000\nseat 12 "
      "值班一席\ncommand 3 c\n9\nwhat 10 operations\nsource 0 \nrows 1 1\ndigest 0 \nundoes 1 0\n"
      "changes 49 [{\"change\":\"AlarmAcknowledged\",\"incident\":\"I-1\"}]\n";
  EXPECT_EQ(canonical(change), expected);
  EXPECT_TRUE(is_operations(expected));
  const auto back = change_from_canonical(expected);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->command_id, "c\n9");
  EXPECT_EQ(back->changes, change.changes);
  EXPECT_EQ(canonical(*back), expected);
}

TEST(Canonical, EveryKindOfChangeReadsBackAndDamagedBytesDoNot) {
  for (int kind = 0; kind < 4; ++kind) {
    Change change{
        static_cast<Change::Kind>(kind), 12, Instant{seconds{-5}}, "s", "c", "w", "f.csv", 3, "ab", 4, ""};
    if (change.kind == Change::Kind::OperationsChanged) change.changes = "[]";
    const std::string bytes = canonical(change);
    EXPECT_EQ(is_operations(bytes), change.kind == Change::Kind::OperationsChanged);
    const auto back = change_from_canonical(bytes);
    ASSERT_TRUE(back) << bytes;
    EXPECT_EQ(back->at, change.at);
    EXPECT_EQ(back->undoes, 4);
    EXPECT_EQ(canonical(*back), bytes);
    for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
      EXPECT_FALSE(change_from_canonical(std::string_view(bytes).substr(0, cut))) << cut;
      std::string flipped = bytes;
      flipped[cut] = static_cast<char>(flipped[cut] ^ 0x80);
      const auto read = change_from_canonical(flipped);
      if (read) EXPECT_EQ(canonical(*read), flipped) << cut;
    }
    EXPECT_FALSE(change_from_canonical(bytes + "x"));
  }
}

TEST(Canonical, OneFieldMoreOrLessMakesAnotherDigest) {
  Batch batch = sample_batch(3, 1, 1);
  const auto digest_of = [](const Batch& b) {
    RowDigest digest;
    for (const auto& row : b.projects) digest.add(row);
    for (const auto& row : b.months) digest.add(row);
    return digest.finish();
  };
  const std::string before = digest_of(batch);
  EXPECT_EQ(digest_of(batch), before);
  batch.months[1].paid_fen.reset();
  EXPECT_NE(digest_of(batch), before);
}

}  // namespace
}  // namespace anxin::test
