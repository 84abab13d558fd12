// Metres, LonLat and MapXY cannot be mixed up: asked of the type system, and of the compiler itself with
// wrong programs.
#include "geo/position.hpp"

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

bool compiles(const std::string& statement) {
  Scratch scratch;
  write_file(scratch / "program.cpp",
             "#include \"geo/geodesy.hpp\"\n#include \"geo/crs.hpp\"\nusing namespace anxin;\n"
             "[[maybe_unused]] const LonLat p = LonLat::of_degrees(116.4, 39.9);\n"
             "[[maybe_unused]] const MapXY q = to_map(p);\n"
             "[[maybe_unused]] const Metres m = Metres::of(3);\nauto f() {\n  " +
                 statement + "\n}\n");
  return run_command({"c++", "-std=c++23", "-fsyntax-only", "-I", source_dir().string(),
                      (scratch / "program.cpp").string()})
             .exit_code == 0;
}

}  // namespace

TEST(Position, WrongCodeDoesNotCompile) {
  ASSERT_TRUE(compiles("return distance(p, p) + m;"))
      << "the right program must compile, else this test shows nothing";
  ASSERT_TRUE(compiles("return from_map(q);"));
  for (const char* wrong :
       {"return m + p;", "return distance(p, q);", "return Metres(3.0);", "return Metres{3.0};",
        "double d = m; return d;", "Metres n = 5.0; return n;", "return distance(p, p) < 500.0;",
        "return LonLat{116.4, 39.9};", "return MapXY(5e5, 4.4e6);", "return to_map(q);",
        "return to_map(RawXY{116.4, 39.9});", "return from_map(p);", "return destination(p, m, 90);",
        "LonLat r = RawXY{116.4, 39.9}; return r;", "return p == q;"})
    EXPECT_FALSE(compiles(wrong)) << wrong;
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
