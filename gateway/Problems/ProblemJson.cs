using System.Text.Json;

namespace Crm.Actors.Gateway.Problems;

/// <summary>Writes problems in their wire shape.</summary>
internal static class ProblemJson
{
    public static void Write(Utf8JsonWriter json, (Problem Problem, string TraceId) answer)
    {
        var problem = answer.Problem;
        json.WriteStartObject();
        json.WriteString("type", problem.Kind.Type);
        json.WriteString("title", problem.Kind.Title);
        json.WriteNumber("status", problem.Kind.Status);
        json.WriteString("detail", problem.Detail);
        json.WriteString("traceId", answer.TraceId);
        if (problem.CurrentVersion is { } version) json.WriteNumber("currentVersion", version);
        WriteErrors(json, problem);
        WriteConflicts(json, problem);
        json.WriteEndObject();
    }

    private static void WriteErrors(Utf8JsonWriter json, Problem problem)
    {
        if (problem.Errors.Count == 0) return;
        json.WriteStartArray("errors");
        foreach (var error in problem.Errors)
        {
            json.WriteStartObject();
            json.WriteString(error.Place, error.Name);
            json.WriteString("detail", error.Detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteConflicts(Utf8JsonWriter json, Problem problem)
    {
        if (problem.Conflicts.Count == 0) return;
        json.WriteStartArray("conflicts");
        foreach (var conflict in problem.Conflicts)
        {
            json.WriteStartObject();
            json.WriteString("field", conflict.Field);
            WriteText(json, "base", conflict.Base);
            WriteText(json, "yours", conflict.Yours);
            WriteText(json, "theirs", conflict.Theirs);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(text, skipInputValidation: true);
    }
}
