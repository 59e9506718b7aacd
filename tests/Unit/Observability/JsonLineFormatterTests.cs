using System.Diagnostics;
using System.Text.Json;
using Crm.Actors.Observability.Logs;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Observability;

public sealed class JsonLineFormatterTests
{
    private readonly JsonLineFormatter _formatter = new(new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 30, 15, 120, TimeSpan.Zero)));

    [Fact]
    public void Write_MessageWithParameters_IsOneObjectOnOneLine()
    {
        var line = Line(
            LogLevel.Warning, "Deal 7 waits", null, ("Number", 7), ("Long", 8L), ("Part", 0.5), ("Never", double.NaN), ("Is", true), ("Nothing", null), ("At", TimeSpan.FromSeconds(2)),
            ("{OriginalFormat}", "Deal {Number} waits"));

        line.ShouldBe(
            """{"time":"2026-03-01T12:30:15.120Z","level":"Warning","category":"Some.Category","eventId":7,"message":"Deal 7 waits","fields":{"Number":7,"Long":8,"Part":0.5,"Never":"NaN","Is":true,"Nothing":null,"At":"00:00:02"}}"""
            + "\n");
    }

    [Fact]
    public void Write_AnyText_EndsNoLineAndBeginsNoOther()
    {
        foreach (var text in new[] { "one\nlevel: Critical\r\n{\"level\":\"Critical\"}", "\"},\n{\"level\":\"Critical", "\0\u001b[31m \u2028\u2029\u0085\\ \ud83d\ude00" })
        {
            var line = Line(LogLevel.Error, text, new InvalidOperationException(text), (text, text));

            line.Where(static c => char.IsControl(c) || c is '\u2028' or '\u2029').ShouldBe(['\n']);
            line.ShouldEndWith("}\n");
            var entry = JsonDocument.Parse(line).RootElement;
            entry.GetProperty("level").GetString().ShouldBe("Error");
            entry.GetProperty("message").GetString().ShouldBe(text);
            entry.GetProperty("fields").GetProperty(text).GetString().ShouldBe(text);
            entry.GetProperty("exception").GetString()!.ShouldContain(text);
        }
    }

    [Fact]
    public void Write_HalfACharacter_IsReplaced() =>
        JsonDocument.Parse(Line(LogLevel.Error, $"a{'\ud83d'}b", null)).RootElement.GetProperty("message").GetString().ShouldBe("a\ufffdb");

    [Fact]
    public void Write_InATrace_NamesIt()
    {
        using var span = new Activity("request").SetParentId("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01").Start();

        var entry = JsonDocument.Parse(Line(LogLevel.Information, "in it", null)).RootElement;

        (entry.GetProperty("traceId").GetString(), entry.GetProperty("spanId").GetString()).ShouldBe(("0af7651916cd43dd8448eb211c80319c", span.SpanId.ToHexString()));
        entry.TryGetProperty("fields", out _).ShouldBeFalse();
    }

    [Fact]
    public void Write_InNoTrace_NamesNone() =>
        JsonDocument.Parse(Line(LogLevel.Critical, "alone", null)).RootElement.EnumerateObject().Select(static member => member.Name)
            .ShouldBe(["time", "level", "category", "eventId", "message"]);

    [Fact]
    public void Write_LongTextAndThenAShortOne_KeepsNothingOfTheFirst()
    {
        Line(LogLevel.Information, new string('x', 200_000), null).Length.ShouldBeGreaterThan(200_000);

        Line(LogLevel.Information, "short", null).Length.ShouldBeLessThan(200);
    }

    private string Line(LogLevel level, string message, Exception? problem, params (string Name, object? Value)[] fields)
    {
        var state = fields.Select(static field => KeyValuePair.Create(field.Name, field.Value)).ToArray();
        using var text = new StringWriter();
        _formatter.Write(new LogEntry<KeyValuePair<string, object?>[]>(level, "Some.Category", new EventId(7), state, problem, (_, _) => message), null, text);
        return text.ToString();
    }
}
