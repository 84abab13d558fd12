#include "data/ingest/csv.hpp"

#include <gtest/gtest.h>

namespace anxin {
namespace {

struct Read {
  std::vector<std::vector<std::string>> rows;
  std::vector<RowShape> shapes;
  std::vector<std::uint32_t> lines;
  std::string error;
  char delimiter = 0;
};

Read read(std::string text) {
  Read out;
  auto reader = CsvReader::open(std::move(text));
  if (!reader) {
    out.error = reader.error().en;
    return out;
  }
  out.delimiter = reader->delimiter();
  while (true) {
    const auto more = reader->next();
    if (!more) out.error = more.error().en;
    if (!more || !*more) return out;
    out.rows.emplace_back(reader->cells().begin(), reader->cells().end());
    out.shapes.push_back(reader->shape());
    out.lines.push_back(reader->line());
  }
}

TEST(Csv, ReadsQuotesDelimitersAndLineEndings) {
  const auto r = read("a,b\r\n1,\"x, \"\"y\"\"\"\n\"two\nlines\",3\r4,5");
  ASSERT_EQ(r.error, "");
  ASSERT_EQ(r.rows.size(), 3u);
  EXPECT_EQ(r.rows[0], (std::vector<std::string>{"1", "x, \"y\""}));
  EXPECT_EQ(r.rows[1], (std::vector<std::string>{"two\nlines", "3"}));
  EXPECT_EQ(r.rows[2], (std::vector<std::string>{"4", "5"}));
  EXPECT_EQ(r.lines, (std::vector<std::uint32_t>{2, 3, 5}));
}

TEST(Csv, TakesTheDelimiterFromTheHeader) {
  EXPECT_EQ(read("a;b;c\n1;2,5;3\n").delimiter, ';');
  EXPECT_EQ(read("a\tb\n1\t2\n").delimiter, '\t');
  EXPECT_EQ(read("\"a,b,c\";d\n1;2\n").delimiter, ';');
  EXPECT_EQ(read("a\n1\n").delimiter, ',');
}

TEST(Csv, SkipsBlankRowsAndKeepsLineNumbers) {
  const auto r = read("\n,\na,b\n\n1,2\n , \n3,4\n");
  ASSERT_EQ(r.rows.size(), 2u);
  EXPECT_EQ(r.lines, (std::vector<std::uint32_t>{5, 7}));
}

TEST(Csv, MarksRowsOfTheWrongShape) {
  const auto r = read("a,b\n1\n1,2,3\n1,x\"y\n1,2,,\n1,2\n");
  ASSERT_EQ(r.shapes.size(), 5u);
  EXPECT_EQ(r.shapes, (std::vector<RowShape>{RowShape::Short, RowShape::Long, RowShape::StrayQuote,
                                             RowShape::Whole, RowShape::Whole}));
}

TEST(Csv, RefusesUnbalancedQuotesWithTheLine) {
  EXPECT_EQ(read("a,b\n1,2\n\"3,4\n5,6\n").error, "Line 3: a quote opens here and is never closed.");
  EXPECT_EQ(read("a,b\n\"1,2\n3,\"4\n").error,
            "Line 3: unbalanced quotes: one opened on line 2 is followed by text after it closes.");
}

TEST(Csv, RefusesWhatIsNoTable) {
  EXPECT_EQ(read("").error, "The file is empty: it has no header.");
  EXPECT_EQ(read("\r\n\r\n").error, "The file is empty: it has no header.");
  EXPECT_EQ(read(std::string("a,b\n1,\0002\n", 9)).error,
            "Line 2: the file has a NUL; it is not a text table.");
  EXPECT_EQ(read("a,b\n1,\"" + std::string(kMaxCellBytes + 1, 'x')).error,
            "Line 2: a cell is too long; its quote is probably never closed.");
  EXPECT_EQ(read("a,b\n1," + std::string(kMaxCellBytes + 1, 'x') + "\n").error,
            "Line 2: a cell is too long; this is no table.");
}

TEST(Csv, RefusesAHundredThousandColumnsButTakesAsManyAsAllowed) {
  std::string wide;
  for (int i = 0; i < 100'000; ++i) wide += "c,";
  EXPECT_EQ(read(wide + "\n").error, "Line 1: more than 1000 columns; this is no table.");
  std::string fits = "c0";
  for (std::size_t i = 1; i < kMaxColumns; ++i) fits += ",c" + std::to_string(i);
  EXPECT_EQ(read(fits + "\n").error, "");
}

}  // namespace
}  // namespace anxin
