// Dice for the simulated city: SplitMix64 (Sebastiano Vigna, public domain, prng.di.unimi.it/splitmix64.c;
// constants of Stafford's variant 13), so that the same seed gives the same city on every machine and
// compiler. Integers only. Not for secrets. A stream is named by what it is for, so that drawing more in one
// place moves nothing in another.
#pragma once
#include <cstdint>

namespace anxin::demo {

[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t z) {
  z += 0x9E3779B97F4A7C15ull;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
  return z ^ (z >> 31);
}
[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t a, std::uint64_t b) { return mix(mix(a) ^ b); }
[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t a, std::uint64_t b, std::uint64_t c) {
  return mix(mix(a, b), c);
}

// [0, n) from 64 random bits, by the upper half of the product; n >= 1.
[[nodiscard]] constexpr std::int64_t scaled(std::uint64_t bits, std::int64_t n) {
  return static_cast<std::int64_t>((static_cast<unsigned __int128>(bits) * static_cast<std::uint64_t>(n)) >>
                                   64);
}

class Random {
 public:
  constexpr explicit Random(std::uint64_t state) : state_(state) {}
  [[nodiscard]] constexpr std::uint64_t bits() {
    const std::uint64_t z = mix(state_);
    state_ += 0x9E3779B97F4A7C15ull;
    return z;
  }
  [[nodiscard]] constexpr std::int64_t below(std::int64_t n) { return scaled(bits(), n); }
  // Closed range.
  [[nodiscard]] constexpr std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + below(high - low + 1);
  }
  [[nodiscard]] constexpr bool chance(int permille) { return below(1000) < permille; }
  // Bell-shaped, mean 0, standard deviation about `deviation`, never beyond 3.5 of it: the sum of four
  // uniforms.
  [[nodiscard]] constexpr std::int64_t bell(std::int64_t deviation) {
    std::int64_t sum = 0;
    for (int i = 0; i < 4; ++i) sum += between(-1000, 1000);
    return sum * deviation / 1155;
  }

 private:
  std::uint64_t state_;
};

// Streams of the seed.
enum class Stream : std::uint64_t {
  Units = 1,
  Contractors,
  Sites,
  Details,
  Owners,
  Ground,
  Heads,
  Cash,
  Feeds,
  Safeguards,
  Names,
  Records,
  ResponseUnits,
  ResponseDay
};
[[nodiscard]] constexpr Random stream(std::uint64_t seed, Stream of, std::uint64_t key = 0) {
  return Random(mix(seed, static_cast<std::uint64_t>(of), key));
}

}  // namespace anxin::demo
