namespace Crm.Actors.Gateway.Observability.Dashboard;

/// <summary>The page on which an administrator signs in to the dashboard: it asks for a token as any client does, and begins a session with it.</summary>
internal static class DashboardSignIn
{
    private const string Html = """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Orleans dashboard</title>
        <style>
          body { font: 16px/1.5 system-ui, sans-serif; max-width: 22rem; margin: 10vh auto; padding: 0 1rem; }
          label, input, button { display: block; width: 100%; box-sizing: border-box; font: inherit; }
          input, button { padding: .4rem .6rem; margin-bottom: .8rem; }
          #state { color: #a00; min-height: 1.5em; }
        </style>
        <h1>Orleans dashboard</h1>
        <form id="form">
          <label>E-mail <input name="email" type="email" required autocomplete="username"></label>
          <label>Password <input name="password" type="password" required autocomplete="current-password"></label>
          <button>Sign in</button>
          <p id="state" role="status"></p>
        </form>
        <script src="sign-in.js"></script>
        </html>

        """;

    private const string JavaScript = """
        const form = document.getElementById('form');
        const state = document.getElementById('state');
        const post = (url, headers, body) => fetch(url, { method: 'POST', headers, body });
        form.addEventListener('submit', async event => {
          event.preventDefault();
          const credentials = JSON.stringify({ email: form.elements.email.value, password: form.elements.password.value });
          const signedIn = await post('../api/auth/token', { 'Content-Type': 'application/json' }, credentials);
          const answer = await signedIn.json();
          if (!signedIn.ok) {
            state.textContent = answer.detail;
            return;
          }
          const begun = await post('session', { Authorization: `Bearer ${answer.accessToken}` });
          if (begun.ok) location.href = './';
          else state.textContent = 'The dashboard is for administrators.';
        });

        """;

    public static IResult Page() => Results.Text(Html, "text/html; charset=utf-8");

    public static IResult Script() => Results.Text(JavaScript, "text/javascript; charset=utf-8");
}
