using System.Diagnostics;

namespace Crm.Actors.TestKit.Running;

/// <summary>Runs programs that <c>./crm test</c> fetches and names in variables.</summary>
public static class Tool
{
    /// <summary>kubectl, which has kustomize in it.</summary>
    public const string Kubectl = "CRM_KUBECTL";

    /// <summary>promtool, which comes with Prometheus.</summary>
    public const string Promtool = "CRM_PROMTOOL";

    /// <summary>Runs it to its end.</summary>
    /// <param name="variable">The variable that names the program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="InvalidOperationException">There is no such program: a missing one fails the tests, it never skips them.</exception>
    public static async Task<ToolOutput> RunAsync(string variable, params string[] arguments)
    {
        var program = Environment.GetEnvironmentVariable(variable) is { Length: > 0 } chosen
            ? chosen
            : throw new InvalidOperationException($"{variable} names no program; './crm test' fetches it and sets the variable");
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new ToolOutput(process.ExitCode, await output, await errors);
    }
}
