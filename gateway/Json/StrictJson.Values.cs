using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Crm.Actors.Contracts;

namespace Crm.Actors.Gateway.Json;

/// <content>The types of values. Each is set when it was present, with null where the document says null.</content>
internal ref partial struct StrictJson
{
    private const string NoText = "holds half a surrogate pair or a NUL character";

    public Optional<string?> Text()
    {
        if (_reader.TokenType == JsonTokenType.Null) return new(true, null);
        if (_reader.TokenType != JsonTokenType.String) return new(Refuse("must be a string"), null);
        return TryGetText(_reader, out var text) ? new(true, text) : new(Refuse(NoText), null);
    }

    /// <summary>A decimal as a string or a number, read from its digits and never through a binary fraction.</summary>
    public Optional<decimal?> Decimal()
    {
        var value = 0m;
        var read = _reader.TokenType switch
        {
            JsonTokenType.Null => true,
            JsonTokenType.Number => ExactDecimal.TryParse(_reader.ValueSpan, allowExponent: true, out value),
            JsonTokenType.String => !_reader.ValueIsEscaped && ExactDecimal.TryParse(_reader.ValueSpan, allowExponent: false, out value),
            _ => false,
        };
        if (!read) return new(Refuse("must be a decimal number of at most 28 digits"), null);
        return new(true, _reader.TokenType == JsonTokenType.Null ? null : value);
    }

    public Optional<long?> Integer()
    {
        if (_reader.TokenType == JsonTokenType.Null) return new(true, null);
        return _reader.TokenType == JsonTokenType.Number && _reader.TryGetInt64(out var value)
            ? new(true, value)
            : new(Refuse("must be a whole number"), null);
    }

    public Optional<bool?> Flag() => _reader.TokenType switch
    {
        JsonTokenType.Null => new(true, null),
        JsonTokenType.True => new(true, true),
        JsonTokenType.False => new(true, false),
        _ => new(Refuse("must be true or false"), null),
    };

    public Optional<Guid?> Uuid()
    {
        if (_reader.TokenType == JsonTokenType.Null) return new(true, null);
        return _reader.TokenType == JsonTokenType.String && TryGetText(_reader, out var text) && Guid.TryParseExact(text, "D", out var value)
            ? new(true, value)
            : new(Refuse("must be a UUID"), null);
    }

    public Optional<DateOnly?> Date()
    {
        if (_reader.TokenType == JsonTokenType.Null) return new(true, null);
        return _reader.TokenType == JsonTokenType.String
            && TryGetText(_reader, out var text)
            && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
                ? new(true, value)
                : new(Refuse("must be a date such as 2026-03-31"), null);
    }

    /// <summary>A moment in ISO 8601 that names its offset from UTC.</summary>
    public Optional<DateTimeOffset?> Time()
    {
        if (_reader.TokenType == JsonTokenType.Null) return new(true, null);
        return _reader.TokenType == JsonTokenType.String
            && TryGetText(_reader, out var text)
            && text.LastIndexOfAny(['Z', '+', '-']) > text.IndexOf('T', StringComparison.Ordinal)
            && text.Contains('T', StringComparison.Ordinal)
            && _reader.TryGetDateTimeOffset(out var value)
                ? new(true, value.ToUniversalTime())
                : new(Refuse("must be a time such as 2026-03-31T12:00:00Z"), null);
    }

    public Optional<ImmutableArray<string>?> Texts()
    {
        if (_reader.TokenType == JsonTokenType.Null) return new(true, null);
        if (_reader.TokenType != JsonTokenType.StartArray) return new(Refuse("must be an array of strings"), null);
        var items = ImmutableArray.CreateBuilder<string>();
        var pointer = Pointer;
        for (var i = 0; _reader.Read() && _reader.TokenType != JsonTokenType.EndArray; i++)
        {
            if (_reader.TokenType != JsonTokenType.String)
            {
                _errors.Malformed(JsonPointer.Element(pointer, i), "must be a string");
                _reader.Skip();
            }
            else if (TryGetText(_reader, out var text)) items.Add(text);
            else _errors.Malformed(JsonPointer.Element(pointer, i), NoText);
        }

        return new(true, items.DrainToImmutable());
    }

    /// <summary>An object, read as a whole one is.</summary>
    public Optional<T?> Object<T>(ElementReader<T> read)
        where T : class
    {
        if (_reader.TokenType == JsonTokenType.Null) return new(true, null);
        if (_reader.TokenType != JsonTokenType.StartObject) return new(Refuse("must be an object"), null);
        var element = new StrictJson(_reader, _errors, Pointer);
        var value = read(ref element);
        _reader = element._reader;
        return new(true, value);
    }

    /// <summary>A list of objects, each read as a whole one is.</summary>
    public Optional<ImmutableArray<T>?> Objects<T>(ElementReader<T> read)
        where T : class
    {
        if (_reader.TokenType == JsonTokenType.Null) return new(true, null);
        if (_reader.TokenType != JsonTokenType.StartArray) return new(Refuse("must be an array of objects"), null);
        var items = ImmutableArray.CreateBuilder<T>();
        var pointer = Pointer;
        for (var i = 0; _reader.Read() && _reader.TokenType != JsonTokenType.EndArray; i++)
        {
            if (_reader.TokenType != JsonTokenType.StartObject)
            {
                _errors.Malformed(JsonPointer.Element(pointer, i), "must be an object");
                _reader.Skip();
                continue;
            }

            var element = new StrictJson(_reader, _errors, JsonPointer.Element(pointer, i));
            items.Add(read(ref element));
            _reader = element._reader;
        }

        return new(true, items.DrainToImmutable());
    }

    /// <summary>An object of strings, numbers and booleans as JSON texts; a null member stays null.</summary>
    public Optional<ImmutableSortedDictionary<string, string?>?> Scalars()
    {
        if (_reader.TokenType == JsonTokenType.Null) return new(true, null);
        if (_reader.TokenType != JsonTokenType.StartObject) return new(Refuse("must be an object"), null);
        var members = ImmutableSortedDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        var parent = Pointer;
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            var named = TryGetText(_reader, out var name);
            _reader.Read();
            if (!named) _errors.Malformed(parent, "has a name that " + NoText);
            else if (members.ContainsKey(name!)) _errors.Malformed(JsonPointer.Member(parent, name!), "is given twice");
            else if (TryGetScalar(out var json)) members.Add(name!, json);
            else _errors.Malformed(JsonPointer.Member(parent, name!), "must be text, a decimal number of at most 28 digits, or a boolean");
            _reader.Skip();
        }

        return new(true, members.ToImmutable());
    }

    /// <summary>The value as the one JSON text that stands for it: equal values have equal texts.</summary>
    private readonly bool TryGetScalar(out string? json)
    {
        json = null;
        switch (_reader.TokenType)
        {
            case JsonTokenType.Null:
                return true;
            case JsonTokenType.True:
                json = "true";
                return true;
            case JsonTokenType.False:
                json = "false";
                return true;
            case JsonTokenType.Number when ExactDecimal.TryParse(_reader.ValueSpan, allowExponent: true, out var number):
                json = number.ToString(CultureInfo.InvariantCulture);
                return true;
            case JsonTokenType.String when TryGetText(_reader, out var text):
                json = $"\"{JsonEncodedText.Encode(text, JsonOutput.Encoder)}\"";
                return true;
            default:
                return false;
        }
    }
}
