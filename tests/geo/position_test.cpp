// Metres, LonLat and MapXY cannot be mixed up: asked of the type system, and of the compiler itself with
// wrong programs.
#include "geo/position.hpp"

#include <set>
#include <type_traits>

#include "tests/tools/support.hpp"

namespace anxin::test {
namespace {

template <class A, class B>
concept Addable = requires(A a, B b) { a + b; };
template <class A, class B>
concept Comparable = requires(A a, B b) { a < b; };
template <class A, class B>
concept Equatable = requires(A a, B b) { a == b; };

static_assert(Addable<Metres, Metres> && Comparable<Metres, Metres>);
static_assert(!Addable<Metres, LonLat> && !Addable<Metres, double> && !Addable<LonLat, LonLat> &&
              !Addable<MapXY, Metres>);
static_assert(!Comparable<Metres, double> && !Equatable<LonLat, MapXY>);
static_assert(!std::is_convertible_v<double, Metres> && !std::is_constructible_v<Metres, double>);
static_assert(!std::is_convertible_v<Metres, double>);
static_assert(!std::is_constructible_v<LonLat, double, double> &&
              !std::is_constructible_v<MapXY, double, double>);
static_assert(!std::is_convertible_v<LonLat, MapXY> && !std::is_convertible_v<MapXY, LonLat>);

// The numbers of the statements that the compiler finds wrong, each in a function and on a line of its own.
std::set<std::size_t> rejected(const std::vector<std::string>& statements) {
  Scratch scratch;
  std::string program =
      "#include \"geo/crs.hpp\"\n#include \"geo/geodesy.hpp\"\nusing namespace anxin;\n"
      "extern const LonLat p; extern const MapXY q; extern const Metres m;\n#line 1 \"wrong\"\n";
  for (std::size_t i = 0; i < statements.size(); ++i)
    program += "auto f" + std::to_string(i) + "() { " + statements[i] + " }\n";
  write_file(scratch / "program.cpp", program);
  const auto run = run_command({"c++", "-std=c++23", "-fsyntax-only", "-I", source_dir().string(),
                                (scratch / "program.cpp").string()});
  std::set<std::size_t> out;
  for (std::size_t i = 0; i < statements.size(); ++i)
    for (std::size_t at = 0;
         (at = run.err.find("wrong:" + std::to_string(i + 1) + ":", at)) != std::string::npos; ++at)
      if (run.err.substr(at, run.err.find('\n', at) - at).find(": error: ") != std::string::npos)
        out.insert(i);
  return out;
}

}  // namespace

TEST(Position, WrongCodeDoesNotCompile) {
  const std::vector<std::string> right{"return distance(p, p) + m;", "return from_map(q);",
                                       "return destination(p, 90, m);",
                                       "return distance(p, p) < Metres::of_km(0.5);"};
  const std::vector<std::string> wrong{"return m + p;",
                                       "return distance(p, q);",
                                       "return Metres(3.0);",
                                       "return Metres{3.0};",
                                       "double d = m; return d;",
                                       "Metres n = 5.0; return n;",
                                       "return m < 500.0;",
                                       "return LonLat{116.4, 39.9};",
                                       "return MapXY(5e5, 4.4e6);",
                                       "return to_map(q);",
                                       "return from_map(p);",
                                       "return to_map(RawXY{116.4, 39.9});",
                                       "return p == q;",
                                       "return m * m;",
                                       "return destination(p, m, 90);",
                                       "LonLat r = RawXY{116.4, 39.9}; return r;"};
  EXPECT_TRUE(rejected(right).empty()) << "the right programs must compile, else this test shows nothing";
  const auto found = rejected(wrong);
  for (std::size_t i = 0; i < wrong.size(); ++i) EXPECT_TRUE(found.contains(i)) << "compiles: " << wrong[i];
}

TEST(Position, UnitsAreSaidByTheFactory) {
  EXPECT_EQ(Metres::of_km(1.5), Metres::of(1500));
  EXPECT_EQ((Metres::of(2) + Metres::of(3) - Metres::of(1)) * 2, Metres::of(8));
}

TEST(Position, ValidityIsTheRangeOfDegrees) {
  EXPECT_TRUE(LonLat::of_degrees(-180, 90).is_valid());
  EXPECT_FALSE(LonLat::of_degrees(180.0000001, 0).is_valid());
  EXPECT_FALSE(LonLat::of_degrees(39.9, 116.4).is_valid());
  EXPECT_FALSE(LonLat::of_degrees(NAN, 0).is_valid());
  EXPECT_FALSE(LonLat::of_degrees(0, INFINITY).is_valid());
}

}  // namespace anxin::test
