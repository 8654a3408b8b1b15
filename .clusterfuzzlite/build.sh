#!/bin/bash -eu
# Builds every fuzzer to $OUT, with its seeds and its dictionary. ClusterFuzzLite sets $CXX, $CXXFLAGS
# (sanitizers, coverage), $LIB_FUZZING_ENGINE, $SRC, $WORK and $OUT.
folder=$SRC/packetglass

# Where fuzzers run there are no other libraries: they are linked with archives.
archive() { "$CXX" -print-file-name="$1.a"; }
cmake -S "$folder" -B "$WORK/packetglass" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo \
  -DCMAKE_CXX_FLAGS_RELWITHDEBINFO=-gline-tables-only \
  -DZLIB_LIBRARY="$(archive libz)" -DPACKETGLASS_ZSTD="$(archive libzstd)" \
  -DLIBLZMA_LIBRARY="$(archive liblzma)" -DBZIP2_LIBRARY_RELEASE="$(archive libbz2)" \
  -DPACKETGLASS_LZ4="$(archive liblz4)" -DPACKETGLASS_ZLIB="$(archive libz)" \
  -DPACKETGLASS_BROTLI="$(archive libbrotlidec);$(archive libbrotlicommon)" \
  -DPACKETGLASS_FUZZ=ON -DPACKETGLASS_COUNT=ON -DPACKETGLASS_FUZZ_ENGINE="$LIB_FUZZING_ENGINE"
cmake --build "$WORK/packetglass"

# Which dictionary: the first line of each names the fuzzers that it is for.
dictionary_of() {
  for file in "$folder"/test/fuzz/dictionaries/*.dict; do
    if head -1 "$file" | grep -qw "$1"; then echo "$file"; fi
  done
}

for program in "$WORK"/packetglass/test/fuzz/fuzz_*; do
  [ -f "$program" ] && [ -x "$program" ] || continue
  fuzzer=$(basename "$program")
  name=${fuzzer#fuzz_}
  cp "$program" "$OUT/"
  cp "$(dictionary_of "$name")" "$OUT/$fuzzer.dict"
  seeds=$folder/test/fuzz/seeds/$name
  if [ -d "$seeds" ]; then
    (cd "$seeds" && zip -q -r "$OUT/${fuzzer}_seed_corpus.zip" .)
  else
    (cd "$folder/test/captures" &&
      find . -name '*.pcap' -o -name '*.pcapng' | zip -q "$OUT/${fuzzer}_seed_corpus.zip" -@)
  fi
done
