package dev.quoll.tls.extension;

import dev.quoll.core.error.TransportException;

import java.util.List;

/// The groups a client can agree in, most wanted first: the content of supported_groups.
///
/// ```
/// struct { NamedGroup named_group_list<2..2^16-1>; } NamedGroupList;
/// ```
///
/// @param codes numbers, unknown ones among them
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.2.7 RFC 8446, section 4.2.7
public record NamedGroupList(List<Integer> codes) {
    public NamedGroupList {
        codes = List.copyOf(codes);
    }

    /// Reads the extension's content.
    public static NamedGroupList decode(Extension extension) throws TransportException {
        return new NamedGroupList(CodeList.read(extension));
    }

    /// The extension with this content.
    public Extension encode() {
        return CodeList.write(ExtensionType.SUPPORTED_GROUPS, codes);
    }
}
