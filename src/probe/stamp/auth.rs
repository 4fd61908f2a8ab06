//! The key of authenticated STAMP: HMAC-SHA-256 cut to its first 16 octets (RFC 8762 §4.4, RFC 8972 §4.8).

use std::fmt;

use ring::hmac;
use subtle::ConstantTimeEq;

/// How many octets of the hash travel.
pub const TAG_LENGTH: usize = 16;

/// A secret that both ends have. Use one for each session, and for nothing else (RFC 8762 §4.4).
#[derive(Clone)]
pub struct Key(hmac::Key);

impl Key {
    /// The key made of these octets.
    pub fn new(secret: &[u8]) -> Key {
        Key(hmac::Key::new(hmac::HMAC_SHA256, secret))
    }

    /// The tag of these parts, one after the other.
    pub(super) fn tag(&self, parts: &[&[u8]]) -> [u8; TAG_LENGTH] {
        let mut context = hmac::Context::with_key(&self.0);
        for part in parts {
            context.update(part);
        }
        let mut tag = [0; TAG_LENGTH];
        tag.iter_mut().zip(context.sign().as_ref()).for_each(|(octet, hashed)| *octet = *hashed);
        tag
    }

    /// Whether `tag` is the tag of these parts; takes as long for a wrong one as for a right one.
    pub(super) fn verifies(&self, parts: &[&[u8]], tag: &[u8]) -> bool {
        self.tag(parts).ct_eq(tag).into()
    }
}

impl fmt::Debug for Key {
    /// Never shows the secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(secret)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tag_is_the_first_half_of_the_hash() {
        // RFC 4231, test case 2.
        let tag = *b"\x5b\xdc\xc1\x46\xbf\x60\x75\x4e\x6a\x04\x24\x26\x08\x95\x75\xc7";
        let key = Key::new(b"Jefe");
        assert_eq!(key.tag(&[b"what do ya want for nothing?"]), tag);
        assert_eq!(key.tag(&[b"what do ya ", b"", b"want for nothing?"]), tag);
    }

    #[test]
    fn only_the_whole_tag_verifies() {
        let key = Key::new(&[7; 32]);
        let tag = key.tag(&[b"a"]);
        assert!(key.verifies(&[b"a"], &tag));
        assert!(!key.verifies(&[b"b"], &tag));
        assert!(!Key::new(&[8; 32]).verifies(&[b"a"], &tag));
        for length in 0..TAG_LENGTH {
            assert!(!key.verifies(&[b"a"], &tag[..length]), "{length} octets");
        }
        for bit in 0..TAG_LENGTH * 8 {
            let mut flipped = tag;
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(!key.verifies(&[b"a"], &flipped), "bit {bit}");
        }
    }

    #[test]
    fn a_key_does_not_show_itself() {
        assert_eq!(format!("{:?}", Key::new(b"Jefe")), "Key(secret)");
    }
}
