;; Where windows lie, and what is done there with sixteen units at a time; `windowMemory.ts` says what for, and does the same in TypeScript.
;; `npm run tables` writes `windowMemoryCode.ts` from it.
(module
  ;; 65,536 units and 64 octets that are 0 but are looked at with the last unit; the ends of as many lines; as many characters in UTF-8 and 64 octets.
  (memory (export "memory") 9)
  (global $feeds (export "feeds") i32 (i32.const 65600))
  (global $utf8 (export "utf8") i32 (i32.const 327744))

  ;; Notes at which LF each line ends of the first $length units. Returns how many, or -1 where a CR stands in front of anything but LF.
  (func (export "lineEnds") (param $length i32) (result i32)
    (local $at i32)
    (local $block v128)
    ;; One bit for each unit of the block that is LF.
    (local $lf i32)
    ;; One bit for each unit of the block that stands behind CR; the bit above these is that of the next block.
    (local $behind i32)
    (local $into i32)
    (local.set $into (global.get $feeds))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $length)))
        (local.set $block (v128.load (local.get $at)))
        (local.set $lf (i8x16.bitmask (i8x16.eq (local.get $block) (i8x16.splat (i32.const 10)))))
        (local.set $behind
          (i32.or
            (i32.shr_u (local.get $behind) (i32.const 16))
            (i32.shl (i8x16.bitmask (i8x16.eq (local.get $block) (i8x16.splat (i32.const 13)))) (i32.const 1))))
        (if (i32.and (i32.and (local.get $behind) (i32.const 0xffff)) (i32.xor (local.get $lf) (i32.const 0xffff)))
          (then (return (i32.const -1))))
        (block $noMore
          (loop $each
            (br_if $noMore (i32.eqz (local.get $lf)))
            (i32.store (local.get $into) (i32.add (local.get $at) (i32.ctz (local.get $lf))))
            (local.set $into (i32.add (local.get $into) (i32.const 4)))
            ;; Without its lowest bit.
            (local.set $lf (i32.and (local.get $lf) (i32.sub (local.get $lf) (i32.const 1))))
            (br $each)))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br $next)))
    (i32.shr_u (i32.sub (local.get $into) (global.get $feeds)) (i32.const 2)))

  ;; Index of the first unit from $from on that is $one and has $other behind it; any unit has where $mask and $other are 0, not 255. Where
  ;; none stands in front of $length it is that or more.
  (func (export "findPair")
    (param $from i32) (param $length i32) (param $one i32) (param $other i32) (param $mask i32) (result i32)
    (local $ones v128)
    (local $others v128)
    (local $masks v128)
    ;; Which of the next sixteen units, and of those behind them, are $one.
    (local $near v128)
    (local $far v128)
    ;; One bit for each of these at which a pair stands.
    (local $pairs i32)
    (local.set $ones (i8x16.splat (local.get $one)))
    (local.set $others (i8x16.splat (local.get $other)))
    (local.set $masks (i8x16.splat (local.get $mask)))
    (block $none
      (loop $next
        (br_if $none (i32.ge_u (local.get $from) (local.get $length)))
        (local.set $near (i8x16.eq (v128.load (local.get $from)) (local.get $ones)))
        (local.set $far (i8x16.eq (v128.load offset=16 (local.get $from)) (local.get $ones)))
        (if (v128.any_true (v128.or (local.get $near) (local.get $far)))
          (then
            (local.set $near
              (v128.and
                (local.get $near)
                (i8x16.eq (v128.and (v128.load offset=1 (local.get $from)) (local.get $masks)) (local.get $others))))
            (local.set $far
              (v128.and
                (local.get $far)
                (i8x16.eq (v128.and (v128.load offset=17 (local.get $from)) (local.get $masks)) (local.get $others))))
            (local.set $pairs
              (i32.or
                (i8x16.bitmask (local.get $near))
                (i32.shl (i8x16.bitmask (local.get $far)) (i32.const 16))))
            (if (local.get $pairs)
              (then (return (i32.add (local.get $from) (i32.ctz (local.get $pairs))))))))
        (local.set $from (i32.add (local.get $from) (i32.const 32)))
        (br $next)))
    (local.get $length))

  ;; Makes units of the first $length octets of UTF-8, one for each of UTF-16, 255 for all that is beyond Latin-1. Returns how many.
  (func (export "putUnits") (param $length i32) (result i32)
    (local $from i32)
    (local $end i32)
    (local $into i32)
    (local $block v128)
    (local $octet i32)
    ;; How many of the next sixteen octets are of ASCII.
    (local $plain i32)
    (local.set $from (global.get $utf8))
    (local.set $end (i32.add (global.get $utf8) (local.get $length)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $from) (local.get $end)))
        (local.set $block (v128.load (local.get $from)))
        ;; What follows writes over those that are not, and over those behind the end.
        (v128.store (local.get $into) (local.get $block))
        (local.set $plain (i32.ctz (i32.or (i8x16.bitmask (local.get $block)) (i32.const 0x10000))))
        (local.set $from (i32.add (local.get $from) (local.get $plain)))
        (local.set $into (i32.add (local.get $into) (local.get $plain)))
        (br_if $next (i32.eq (local.get $plain) (i32.const 16)))
        (br_if $done (i32.ge_u (local.get $from) (local.get $end)))
        (local.set $octet (i32.load8_u (local.get $from)))
        (if (i32.lt_u (local.get $octet) (i32.const 0xe0))
          (then
            ;; Of U+0080 to U+07FF those up to U+00FF begin with C2 or C3.
            (i32.store8
              (local.get $into)
              (select
                (i32.or
                  (i32.shl (i32.and (local.get $octet) (i32.const 3)) (i32.const 6))
                  (i32.and (i32.load8_u offset=1 (local.get $from)) (i32.const 0x3f)))
                (i32.const 255)
                (i32.le_u (local.get $octet) (i32.const 0xc3))))
            (local.set $from (i32.add (local.get $from) (i32.const 2)))
            (local.set $into (i32.add (local.get $into) (i32.const 1))))
          (else
            (i32.store16 (local.get $into) (i32.const 0xffff))
            ;; Four octets are a pair of surrogates.
            (local.set $octet (i32.ge_u (local.get $octet) (i32.const 0xf0)))
            (local.set $from (i32.add (i32.add (local.get $from) (i32.const 3)) (local.get $octet)))
            (local.set $into (i32.add (i32.add (local.get $into) (i32.const 1)) (local.get $octet)))))
        (br $next)))
    ;; Behind the last octet sixteen may have been taken for ASCII.
    (i32.sub (local.get $into) (select (i32.sub (local.get $from) (local.get $end)) (i32.const 0) (i32.gt_u (local.get $from) (local.get $end))))))
