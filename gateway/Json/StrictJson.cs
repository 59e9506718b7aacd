using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Crm.Actors.Contracts;

namespace Crm.Actors.Gateway.Json;

/// <summary>Makes a command of a request's body.</summary>
/// <typeparam name="T">The command.</typeparam>
internal delegate T BodyReader<out T>(ref StrictJson json, CommandContext context);

/// <summary>Makes an element of a list of an object.</summary>
/// <typeparam name="T">The element.</typeparam>
internal delegate T ElementReader<out T>(ref StrictJson json);

/// <summary>
/// Reads one JSON object member by member and says, by pointer, everything that is wrong with it: unknown and repeated members,
/// wrong types, broken text. Throws <see cref="JsonException"/> only where the text is no JSON at all.
/// </summary>
internal ref partial struct StrictJson
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 16 };

    private readonly RequestErrors _errors;
    private readonly string _self = JsonPointer.Root;
    private readonly bool _isNested;
    private Utf8JsonReader _reader;
    private ulong _seen;
    private string _member = "";

    /// <param name="utf8">Valid UTF-8.</param>
    /// <param name="errors">Takes what is wrong.</param>
    public StrictJson(ReadOnlySpan<byte> utf8, RequestErrors errors)
    {
        _errors = errors;
        _reader = new Utf8JsonReader(utf8, Options);
        _reader.Read();
        IsObject = _reader.TokenType == JsonTokenType.StartObject;
        if (IsObject) return;
        _reader.Skip();
        _reader.Read();
        errors.Malformed(JsonPointer.Root, "must be a JSON object");
    }

    /// <param name="reader">At the start of an object that is part of another one.</param>
    /// <param name="errors">Takes what is wrong.</param>
    /// <param name="pointer">Where the object is.</param>
    private StrictJson(scoped in Utf8JsonReader reader, RequestErrors errors, string pointer)
    {
        _errors = errors;
        _reader = reader;
        _self = pointer;
        IsObject = _isNested = true;
    }

    private readonly bool IsObject { get; }

    private readonly string Pointer => JsonPointer.Member(_self, _member);

    /// <summary>Steps to the value of the next known member. False at the end of the document.</summary>
    public bool Next(MemberNames names, [NotNullWhen(true)] out string? name)
    {
        name = null;
        if (!IsObject) return false;
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var index = NameIndex(names);
            if (index >= 0 && (_seen & (1UL << index)) == 0)
            {
                _seen |= 1UL << index;
                name = _member = names[index];
                _reader.Read();
                return true;
            }

            _errors.Malformed(
                index >= 0 ? JsonPointer.Member(_self, names[index]) : JsonPointer.Member(_self, Name()),
                index >= 0 ? "is given twice" : "is not known here");
            _reader.Read();
            _reader.Skip();
        }

        // Whatever follows the document's object is refused by this step.
        if (!_isNested) _reader.Read();
        return false;
    }

    /// <summary>Reports a member that must have a value and has none, unless something was reported already.</summary>
    public readonly void Require(string name, bool hasValue) => Demand(name, hasValue, "is required");

    /// <summary>Reports a member that breaks a rule, unless something was reported already.</summary>
    public readonly void Demand(string name, bool holds, string otherwise)
    {
        if (IsObject && !holds && !_errors.Any) _errors.Invalid(JsonPointer.Member(_self, name), otherwise);
    }

    private readonly int NameIndex(MemberNames names) => _reader.ValueIsEscaped
        ? names.IndexOf(Encoding.UTF8.GetBytes(Name()))
        : names.IndexOf(_reader.ValueSpan);

    private readonly string Name() => TryGetText(_reader, out var name) ? name : "(broken text)";

    private bool Refuse(string detail)
    {
        _errors.Malformed(Pointer, detail);
        _reader.Skip();
        return false;
    }

    /// <summary>The current string. False for half a surrogate pair, which is no text, and for NUL, which no database text can hold.</summary>
    private static bool TryGetText(in Utf8JsonReader reader, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = reader.GetString()!;
            return !text.Contains('\0', StringComparison.Ordinal);
        }
        catch (InvalidOperationException)
        {
            text = null;
            return false;
        }
    }
}
