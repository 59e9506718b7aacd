namespace Crm.Actors.TestKit.Running;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">0 when it was content.</param>
/// <param name="Text">Its standard output.</param>
/// <param name="Errors">Its standard error.</param>
public sealed record ToolOutput(int ExitCode, string Text, string Errors)
{
    /// <summary>Its standard output, when it was content.</summary>
    /// <exception cref="InvalidOperationException">It was not.</exception>
    public string Required() => ExitCode == 0 ? Text : throw new InvalidOperationException($"ended with {ExitCode}:\n{Errors}{Text}");
}
